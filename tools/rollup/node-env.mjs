import MagicString from "magic-string";

const NAME = "process.env.NODE_ENV";

/** Libraries ask Node whether they are being developed. No browser has `process`: here they never are. */
export function nodeEnv() {
  return {
    name: "node-env",
    transform(code, id) {
      if (!id.includes("node_modules") || !code.includes(NAME)) return null;
      const text = new MagicString(code);
      text.replaceAll(NAME, '"production"');
      return { code: text.toString(), map: text.generateMap({ hires: true }) };
    },
  };
}
