import { applyTheme, tokensCss, type ThemeChoice } from "@konsil/look";
import { parseTenantConfig, type HostToFrame, type TenantConfig } from "@konsil/protocol";
import { openFrameSession, type FrameSession } from "./frame-session.ts";
import { openHostGate } from "./host-gate.ts";
import { connectWorker, startEngine, type WorkerConnection } from "./start-engine.ts";
import { pageCss } from "./page-css.ts";

/** The frame page: handshake with the host, then one session per user of the host page. */
function startFrame(): void {
  adopt(tokensCss, pageCss);
  const config = loadConfig();
  // Started before it is known for whom; every session has a port of its own.
  let early: WorkerConnection | null = connectWorker();
  const takeWorker = (): WorkerConnection => {
    const worker = early ?? connectWorker();
    early = null;
    return worker;
  };
  let session: { open: FrameSession; end: AbortController } | null = null;
  let theme = new AbortController();

  const setTheme = (choice: ThemeChoice): void => {
    theme.abort();
    theme = new AbortController();
    applyTheme(document.documentElement, choice, theme.signal);
  };
  const end = (): void => {
    session?.end.abort();
    session = null;
    document.body.replaceChildren();
  };
  const boot = async (message: Extract<HostToFrame, { t: "boot" }>): Promise<void> => {
    setTheme(message.theme);
    const known = session?.open.identity;
    // A second boot of the same user changes nothing that is open (safety F4).
    if (session && known?.user === message.user && known.hostSession === message.hostSession) return;
    end();
    const controller = new AbortController();
    const open = openFrameSession({
      config: await config,
      boot: message,
      worker: takeWorker(),
      tell: (told) => gate.tell(told),
      signal: controller.signal,
    });
    session = { open, end: controller };
  };
  /** A page of nobody, after the portal has signed its person out. */
  const leave = async (): Promise<void> => {
    const done = new AbortController();
    await startEngine(takeWorker(), null, done.signal)
      .leave()
      .catch(() => undefined);
    done.abort();
    gate.tell({ t: "shutdown-done" });
  };
  let turn: Promise<void> = Promise.resolve();
  const gate = openHostGate({
    portalOrigins: config.then((loaded) => loaded.portalOrigins),
    onGone: end,
    onMessage: (message) => {
      // In order: what follows a boot belongs to the session that it opens.
      turn = turn.then(async () => {
        if (message.t === "boot") return boot(message);
        if (message.t === "update" && message.theme) setTheme(message.theme);
        if (message.t === "shutdown" && session === null) return leave();
        session?.open.receive(message);
      });
    },
  });
  setTheme("auto");
}

async function loadConfig(): Promise<TenantConfig> {
  const response = await fetch("config.json", { cache: "no-store" });
  const config = parseTenantConfig(await response.json());
  if (!config) throw new Error("config");
  return config;
}

function adopt(...texts: string[]): void {
  document.adoptedStyleSheets = texts.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}

startFrame();
