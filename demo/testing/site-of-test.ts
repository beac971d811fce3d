import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBasePort } from "../homeservers/free-ports.ts";
import { startSite, type Site } from "../site/start-site.ts";

export const SERVERS = {
  sonnenallee: { baseUrl: "http://127.0.0.1:4001", serverName: "localhost:4003" },
  nord: { baseUrl: "http://127.0.0.1:4002", serverName: "localhost:4004" },
};

/** Files as a build leaves them. */
const BUILT: Readonly<Record<string, string>> = {
  "site/frame.html": "<!doctype html><title>frame</title>",
  "site/assets/engine.worker-Ab12_-Xy.js": "worker",
  "site/assets/engine.worker-Ab12_-Xy.js.br": "squeezed",
  "site/assets/crypto-0123abcd.wasm": "wasm",
  "site/.hidden": "hidden",
  "embed/konsil.js": "loader",
  "embed/konsil-embed.js": "embed",
  "secret.txt": "secret",
};

export interface SiteOfTest {
  readonly site: Site;
  readonly port: number;
  stop(): Promise<void>;
}

/** The demo's server with made-up build results and without homeservers. */
export async function startSiteOfTest(accounts?: unknown): Promise<SiteOfTest> {
  const distDir = await mkdtemp(join(tmpdir(), "konsil-site-"));
  for (const [path, text] of Object.entries(BUILT)) {
    await mkdir(join(distDir, path, ".."), { recursive: true });
    await writeFile(join(distDir, path), text);
  }
  const accountsFile = join(distDir, "accounts.json");
  if (accounts !== undefined) await writeFile(accountsFile, JSON.stringify(accounts));
  const port = await findBasePort();
  const site = await startSite({ port, distDir, homeservers: SERVERS, accountsFile });
  return {
    site,
    port,
    stop: async () => {
      await site.stop();
      await rm(distDir, { recursive: true });
    },
  };
}
