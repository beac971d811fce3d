export { viewOf } from "./frame/view-of.ts";
