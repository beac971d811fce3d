import { EmbedController } from "./embed-controller.ts";
import { HANDOVER, type Handover, type KonsilCommand } from "./konsil-command.ts";

/** `konsil-embed.js`: takes over from the loader, once. */
const api = (
  window as unknown as { Konsil?: { [HANDOVER]?: Handover & { emit?: (name: string, detail: unknown) => void } } }
).Konsil;
const handover = api?.[HANDOVER];
if (handover?.emit) {
  const controller = new EmbedController(handover.emit);
  const run = (command: KonsilCommand): void => controller.run(command);
  handover.attach(run, handover.emit);
}
