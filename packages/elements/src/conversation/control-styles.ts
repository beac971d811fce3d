export { controlStyles } from "../base/control-styles.ts";
