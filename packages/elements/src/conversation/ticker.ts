export { Ticker } from "../base/ticker.ts";
