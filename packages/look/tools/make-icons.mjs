// Writes src/icons.ts from single files of lucide-static (ISC). Run after changing the list below.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const lucide = {
  send: "send-horizontal",
  clip: "paperclip",
  back: "chevron-left",
  next: "chevron-right",
  down: "chevron-down",
  close: "x",
  check: "check",
  warn: "triangle-alert",
  lock: "lock",
  people: "users",
  person: "user-round",
  addPerson: "user-round-plus",
  chats: "messages-square",
  building: "building-2",
  bot: "bot",
  reply: "reply",
  retry: "rotate-cw",
  undo: "undo-2",
  clock: "clock",
  key: "key-round",
  trash: "trash-2",
  pencil: "pencil",
  save: "download",
  print: "printer",
  copy: "copy",
  search: "search",
  offline: "wifi-off",
  plus: "plus",
  drop: "arrow-down-to-line",
  eye: "eye",
  info: "info",
  signOut: "log-out",
};
const require = createRequire(import.meta.url);
const entries = Object.entries(lucide).map(([name, file]) => {
  const svg = readFileSync(require.resolve(`lucide-static/icons/${file}.svg`), "utf8");
  const inner = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
  return `  ${name}: ${JSON.stringify(inner)},`;
});
const text = `// Made by tools/make-icons.mjs from lucide-static (ISC licence). Inner markup of 24 × 24 line icons.

export const lucideIcons = {
${entries.join("\n")}
} as const;
`;
writeFileSync(new URL("../src/lucide-icons.ts", import.meta.url), text);
