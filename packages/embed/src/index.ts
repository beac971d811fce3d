export { parseBootOptions, type BootOptions } from "./boot-options.ts";
export { droppedFiles } from "./dropped-files.ts";
export { EmbedController } from "./embed-controller.ts";
export type { KonsilApi, KonsilCommand } from "./konsil-command.ts";
