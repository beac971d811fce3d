export * from "./conversation/index.ts";
export { KonsilPanel } from "./panel/panel.ts";
