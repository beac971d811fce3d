import { EmbedController } from "./embed-controller.ts";
import { HANDOVER, type Handover } from "./konsil-command.ts";

/** `konsil-embed.js`: takes over from the loader, once. */
const { Konsil: api } = window as unknown as { Konsil?: { [HANDOVER]?: Handover } };
const handover = api?.[HANDOVER];
if (handover) {
  const controller = new EmbedController(handover.emit);
  handover.attach((command) => controller.run(command));
}
