import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { bundle } from "./bundle.ts";

/** A made-up portal and a made-up frame host, each on a site of its own, and a third site that is neither. */
export interface TwoSites {
  readonly portal: string;
  readonly chat: string;
  readonly foreign: string;
  /** Paths that were asked for, in order, with the host's first label: "portal /konsil/konsil.js". */
  readonly asked: string[];
  serveAt(site: "portal" | "chat" | "foreign", path: string, file: ServedFile): void;
  stop(): Promise<void>;
}

export interface ServedFile {
  readonly body: string | Buffer;
  readonly type: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const html = (body: string, headers: Readonly<Record<string, string>> = {}): ServedFile => ({
  body: `<!doctype html><meta charset="utf-8">${body}`,
  type: "text/html",
  headers,
});
const script = (body: string): ServedFile => ({ body, type: "text/javascript" });

/** Stricter than any portal: the frame is the only concession, and nothing may be made of text. */
const policy = (chat: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src ${chat}; ` +
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The page of the portal that most tests are about. It counts what its own policy had to stop. */
const PORTAL_SCRIPT = `
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => stopped.push(event.violatedDirective));
window.record = { number: "20418", family: "Bergmann", given: "Erika", birthDate: "1964-08-12", sex: "female",
  diagnosis: "geheime-diagnose" };
window.said = [];
for (const name of ["ready", "unread", "context", "login-needed", "error"])
  (window.Konsil ||= []).push(["on", name, (detail) => said.push([name, detail])]);
// The closed root, as a page can get at it that was there first: tests press keys on what is inside.
const attach = Element.prototype.attachShadow;
window.roots = [];
Element.prototype.attachShadow = function (...args) {
  const root = attach.apply(this, args);
  roots.push(root);
  return root;
};
window.globals = [];
window.globals = Object.keys(window);
`;

/** Stands in for our frame: writes down what it is told and lets the test speak for it. */
const FRAME_SCRIPT = `
window.heard = [];
window.loadedAt = performance.timeOrigin;
addEventListener("message", (event) => {
  if (event.data?.konsil !== "hello" || event.source !== parent) return;
  window.port?.close();
  window.port = event.ports[0];
  window.hellos = (window.hellos ?? 0) + 1;
  window.helloFrom = event.origin;
  port.onmessage = async ({ data }) => {
    if (data.t === "drop") data.files = await Promise.all(data.files.map(async (file) => [file.name, file.type, await file.text()]));
    heard.push(data);
    if (data.t === "shutdown" && !window.staysSilent) port.postMessage({ t: "shutdown-done" });
  };
  if (!new URLSearchParams(location.search).has("mute")) port.postMessage({ t: "ready", protocol: 1 });
});
`;

export async function startTwoSites(): Promise<TwoSites> {
  const [loader, embed] = await Promise.all([
    bundle("packages/embed/src/loader.ts"),
    bundle("packages/embed/src/embed.ts"),
  ]);
  const asked: string[] = [];
  const files = new Map<string, ServedFile>();
  const server = createServer((request, response) => answer(request, response, files, asked));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = (name: string): string => `http://${name}.localhost:${String(port)}`;
  const [portal, chat, foreign] = [origin("portal"), origin("chat"), origin("foreign")];
  const strict = { "content-security-policy": policy(chat), "cache-control": "no-store" };
  const page = (rest: string): ServedFile =>
    html(`<title>geheimer-titel</title><script src="/portal.js"></script><main>${rest}</main>`, strict);
  const loading = '<script src="/konsil/konsil.js"></script>';
  const records = '<button id="before">Befund</button><a id="report" href="/befund.pdf?token=geheim">Befund</a>';
  files.set("portal /", page(`${loading}<konsil-chat></konsil-chat>${records}`));
  files.set("portal /twice", page(`${loading}${loading}<konsil-chat></konsil-chat><konsil-chat></konsil-chat>`));
  files.set("portal /without", page(records));
  files.set("portal /portal.js", script(PORTAL_SCRIPT));
  files.set("portal /konsil/konsil.js", script(loader));
  files.set("portal /konsil/konsil-embed.js", script(embed));
  files.set("chat /praxis/frame.html", html('<script src="/frame.js"></script>', { "cache-control": "no-store" }));
  files.set("chat /frame.js", script(FRAME_SCRIPT));
  files.set("foreign /", html("<p>foreign</p>"));
  return {
    portal,
    chat,
    foreign,
    asked,
    serveAt: (site, path, file) => void files.set(`${site} ${path}`, file),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, ServedFile>,
  asked: string[],
): void {
  const site = (request.headers.host ?? "").split(".")[0] ?? "";
  const key = `${site} ${new URL(request.url ?? "/", "http://x").pathname}`;
  asked.push(key);
  const file = files.get(key);
  response.writeHead(file?.status ?? (file ? 200 : 404), {
    "content-type": file?.type ?? "text/plain",
    ...file?.headers,
  });
  response.end(file?.body ?? "");
}
