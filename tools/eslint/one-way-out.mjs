import { WAY_OUT } from "../house/gates.ts";
import { ruleFile } from "./rule-file.mjs";

const SENDERS = new Set([
  "sendEvent",
  "sendMessage",
  "sendStateEvent",
  "sendTextMessage",
  "sendHtmlMessage",
  "sendNotice",
  "sendEmoteMessage",
  "sendImageMessage",
  "sendStickerMessage",
  "resendEvent",
]);

/** Nothing but the files of the wire sends to a room: the SDK would send in clear what it does not know as encrypted (E1). */
export const oneWayOut = {
  meta: { type: "problem", schema: [], messages: { sends: "{{name}}: rooms are written to from {{folder}} only" } },
  create(context) {
    const path = ruleFile(context);
    if (!path.startsWith("packages/") || path.startsWith(WAY_OUT)) return {};
    return {
      MemberExpression({ property, computed }) {
        const name = computed ? property.value : property.name;
        if (SENDERS.has(name)) context.report({ node: property, messageId: "sends", data: { name, folder: WAY_OUT } });
      },
    };
  },
};
