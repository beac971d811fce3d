export { parseBootOptions, type BootOptions } from "./boot-options.ts";
export { droppedFiles, type DropContent, type DroppedFiles } from "./dropped-files.ts";
export { EmbedController } from "./embed-controller.ts";
export type { Emit, KonsilApi, KonsilCommand, KonsilEvents } from "./konsil-command.ts";
