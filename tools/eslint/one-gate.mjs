import { isTestFile } from "../house/arrows.ts";
import { isGate } from "../house/gates.ts";
import { ruleFile } from "./rule-file.mjs";

const PORT_NAMES = new Set(["postMessage", "onmessage", "onmessageerror", "onconnect", "onMessage", "onConnect"]);

/** Windows and ports talk in gate files only, and nobody talks to everybody. */
export const oneGate = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      outside: "{{name}} belongs into a gate file (tools/house/gates.ts lists them)",
      everybody: 'a target origin is never "*"',
    },
  },
  create(context) {
    const path = ruleFile(context);
    const isFree = isGate(path) || isTestFile(path) || !path.startsWith("packages/");
    const outside = (node, name) => {
      if (!isFree) context.report({ node, messageId: "outside", data: { name } });
    };
    return {
      MemberExpression(node) {
        const { property, computed } = node;
        const name = computed ? property.value : property.name;
        if (PORT_NAMES.has(name)) outside(property, name);
      },
      NewExpression(node) {
        if (node.callee.name === "BroadcastChannel") outside(node, node.callee.name);
      },
      CallExpression(node) {
        const { callee } = node;
        const name = callee.type === "MemberExpression" ? callee.property.name : callee.name;
        const [first] = node.arguments;
        if (name === "addEventListener" && /^(message|messageerror|connect)$/.test(String(first?.value))) {
          outside(first, `a listener for "${String(first.value)}"`);
        }
        if (name !== "postMessage") return;
        if (callee.type === "Identifier") outside(callee, name);
        const everybody = node.arguments.find(isEverybody);
        if (everybody) context.report({ node: everybody, messageId: "everybody" });
      },
    };
  },
};

function isEverybody(argument) {
  if (argument.type === "Literal") return argument.value === "*";
  if (argument.type !== "ObjectExpression") return false;
  return argument.properties.some((it) => it.key?.name === "targetOrigin" && it.value?.value === "*");
}
