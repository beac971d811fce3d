import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { puppeteerLauncher } from "@web/test-runner-puppeteer";

// KONSIL_BROWSER: chromium (the default) or firefox. KONSIL_CHROMIUM, KONSIL_FIREFOX: where they are.
const isFirefox = process.env.KONSIL_BROWSER === "firefox";
const firefox = {
  browser: "firefox",
  executablePath: process.env.KONSIL_FIREFOX ?? "/usr/bin/firefox-esr",
  headless: true,
};
const chromium = {
  executablePath: process.env.KONSIL_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export default {
  files: ["packages/elements/src/**/*.test.ts", "packages/*/src/**/*.browser.test.ts"],
  nodeResolve: { exportConditions: ["source", "browser", "production"] },
  plugins: [
    esbuildPlugin({
      ts: true,
      target: "es2022",
      tsconfig: fileURLToPath(new URL("tsconfig.base.json", import.meta.url)),
    }),
  ],
  // One page at a time: what measures frames must not share them.
  concurrency: 1,
  browsers: [puppeteerLauncher({ concurrency: 1, launchOptions: isFirefox ? firefox : chromium })],
  // The virtual list asks for the mode of its build; a bundle puts it in, a test page says it here.
  testRunnerHtml: (testFramework) =>
    `<!doctype html><html lang="de"><head><title>Konsil</title></head><body>
      <script>globalThis.process = { env: { NODE_ENV: "production" } };</script>
      <script type="module" src="${testFramework}"></script>
    </body></html>`,
  testFramework: { config: { timeout: 20_000 } },
  testsFinishTimeout: 180_000,
  browserStartTimeout: 60_000,
};
