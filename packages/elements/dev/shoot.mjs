// Takes pictures of the panel's states under the policy of the frame page, to be held next to the agreed ones.
//   node packages/elements/dev/shoot.mjs <folder> [name,name…] [width,width…] [theme,theme…] [de|en] [height]
import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import puppeteer from "puppeteer-core";

const [folder = "pictures", names = "", widths = "400", themes = "light", locale = "de", height = "720"] =
  process.argv.slice(2);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'";
const page = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>Konsil</title>
<link rel="stylesheet" href="/page.css"><script type="module" src="/states.js"></script></head><body></body></html>`;
const entry = `
  import { tokensCss } from "@konsil/look";
  import { panelStates } from "./packages/elements/src/fixtures/panel-states.ts";
  import "./packages/elements/src/index.ts";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokensCss);
  document.adoptedStyleSheets = [sheet];
  globalThis.violations = [];
  addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.sample));
  const panel = document.createElement("konsil-panel");
  document.body.append(panel);
  globalThis.names = Object.keys(panelStates);
  globalThis.show = async (name, theme, locale) => {
    const [base, more] = theme.split("+");
    document.documentElement.dataset.theme = base;
    if (more) document.documentElement.dataset.contrast = "more";
    else delete document.documentElement.dataset.contrast;
    panel.remove();
    panel.locale = locale;
    panel.view = null;
    document.body.append(panel);
    panel.view = { ...panelStates[name](), locale };
    await panel.updateComplete;
    await document.fonts.ready;
  };
`;

const bundle = await build({
  stdin: { contents: entry, resolveDir: root, loader: "ts" },
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  conditions: ["source"],
  define: { "process.env.NODE_ENV": '"production"' },
  tsconfig: join(root, "tsconfig.base.json"),
});
const served = {
  "/": ["text/html", page],
  "/states.js": ["text/javascript", bundle.outputFiles[0]?.text ?? ""],
  "/page.css": [
    "text/css",
    `html, body { margin: 0; height: 100%; } :root:root { --k-font: ${process.env.KONSIL_FONT ?? '"Open Sans"'}, sans-serif; }`,
  ],
};
const server = createServer((request, response) => {
  const [type, text] = served[request.url ?? ""] ?? ["text/plain", ""];
  response.setHeader("content-type", `${type}; charset=utf-8`);
  response.setHeader("content-security-policy", policy);
  response.end(text);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
const address = server.address();
const port = typeof address === "object" && address ? address.port : 0;

const browser = await puppeteer.launch({
  executablePath: process.env.KONSIL_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  await mkdir(folder, { recursive: true });
  const tab = await browser.newPage();
  tab.on("pageerror", (error) => process.stderr.write(`${String(error)}\n`));
  await tab.goto(`http://127.0.0.1:${String(port)}/`);
  await tab.waitForFunction("globalThis.show !== undefined");
  const all = await tab.evaluate("names");
  for (const width of widths.split(",")) {
    await tab.setViewport({ width: Number(width), height: Number(height) });
    for (const theme of themes.split(",")) {
      for (const name of names === "" ? all : names.split(",")) {
        await tab.evaluate(`show(${JSON.stringify(name)}, ${JSON.stringify(theme)}, ${JSON.stringify(locale)})`);
        await tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await tab.screenshot({ path: join(folder, `${name}-${width}-${theme}-${locale}.png`) });
      }
    }
  }
  const violations = await tab.evaluate("violations");
  if (violations.length > 0) process.stderr.write(`the policy refused: ${violations.join(", ")}\n`);
} finally {
  await browser.close();
  server.close();
}
