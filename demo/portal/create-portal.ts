import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { FindingStore } from "../findings/finding-store.ts";
import type { Chart } from "../patients/chart.ts";
import { chartsOf, type TenantId } from "../patients/charts.ts";
import { serveFile } from "../site/serve-file.ts";
import { trusted } from "../site/html.ts";
import { shutdownSnippet } from "./chat-snippet.ts";
import { appPage } from "./pages/app-page.ts";
import { chartMain, chartPage } from "./pages/chart-page.ts";
import type { ChartView } from "./pages/chart-parts.ts";
import { loginPage } from "./pages/login-page.ts";
import { patientsPage } from "./pages/patients-page.ts";
import { signedOutPage } from "./pages/signed-out-page.ts";
import { portalPolicy } from "./portal-policy.ts";
import { cookieOf, endedCookie, PortalSessions, sessionCookie, type PortalSession } from "./portal-sessions.ts";
import { readForm } from "./read-form.ts";
import { redirect, sendHtml, sendJson } from "./send.ts";
import type { View } from "./view.ts";
import { chartTabs, de, type ChartTab } from "./words/de.ts";
import { en } from "./words/en.ts";

export interface PortalOptions {
  readonly id: "sonnenallee" | "nord";
  /** Origin of the frame host. */
  readonly chat: string;
  /** Folder with konsil.js and konsil-embed.js: the portal serves them itself. */
  readonly embedFolder: () => string;
  readonly today: string;
}

const STATIC = fileURLToPath(new URL("static", import.meta.url));
const SITE_NAMES = { sonnenallee: "Praxis Sonnenallee", nord: "Klinikum Nord" } as const;

type Route = (exchange: Exchange) => Promise<boolean> | boolean;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly view: View;
}

/** The make-believe portal of one practice. */
export function createPortal(options: PortalOptions) {
  const portal = new Portal(options);
  return (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> =>
    portal.answer(request, response, path);
}

class Portal {
  readonly #options: PortalOptions;
  readonly #sessions: PortalSessions;
  readonly #findings = new FindingStore();

  constructor(options: PortalOptions) {
    this.#options = options;
    this.#sessions = new PortalSessions(options.id);
  }

  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const view = this.#viewOf(request);
    const exchange = { request, response, path, view };
    response.setHeader("Content-Security-Policy", portalPolicy(view.nonce, this.#options.chat));
    response.setHeader("Referrer-Policy", "same-origin");
    if (await this.#serveFolders(exchange)) return true;
    response.setHeader("Cache-Control", "no-store");
    if (request.method === "POST") return this.#post(exchange);
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    return this.#get(exchange);
  }

  async #serveFolders({ request, response, path }: Exchange): Promise<boolean> {
    const [, folder, file = ""] = /^\/(static|konsil)\/(.+)$/.exec(path) ?? [];
    if (folder === undefined) return false;
    const isVersioned = request.url?.includes("?v=") === true;
    return serveFile(request, response, folder === "static" ? STATIC : this.#options.embedFolder(), file, isVersioned);
  }

  async #post({ request, response, path, view }: Exchange): Promise<boolean> {
    if (path === "/anmelden") return this.#signIn(request, response, view);
    if (path !== "/abmelden" && path !== "/abmelden/ohne-skript") return false;
    const tenant = view.session?.tenant ?? this.#options.id;
    if (view.session) this.#sessions.end(view.session);
    response.setHeader("Set-Cookie", endedCookie);
    return redirect(response, path === "/abmelden" ? `/abgemeldet/${tenant}` : "/abgemeldet");
  }

  async #signIn(request: IncomingMessage, response: ServerResponse, view: View): Promise<boolean> {
    const form = await readForm(request);
    const user = form.get("user") ?? "";
    const isBranch = this.#options.id === "sonnenallee" && form.get("tenant") === "sonnenallee-2";
    const tenant: TenantId = isBranch ? "sonnenallee-2" : this.#options.id;
    const session = this.#sessions.signIn(user, form.get("password") ?? "", tenant);
    if (session === undefined) return sendHtml(response, loginPage(view, user), 403);
    response.setHeader("Set-Cookie", sessionCookie(session));
    return redirect(response, "/patienten");
  }

  #get(exchange: Exchange): Promise<boolean> | boolean {
    const { response, path, view } = exchange;
    const [, first = "", rest = ""] = /^\/([^/]*)\/?(.*)$/.exec(path) ?? [];
    switch (first) {
      case "anmelden":
        return sendHtml(response, loginPage(view, null));
      case "abgemeldet":
        return sendHtml(response, signedOutPage(view, isTenant(rest) ? shutdownSnippet(view, rest) : trusted("")));
      case "sprache":
        return this.#changeLanguage(exchange, rest);
      default: {
        if (view.session === undefined) return redirect(response, "/anmelden");
        const charts = chartsOf(view.session.tenant, this.#options.today);
        return this.#signedIn(first, rest, charts)(exchange);
      }
    }
  }

  #signedIn(first: string, rest: string, charts: readonly Chart[]): Route {
    switch (first) {
      case "":
        return ({ response }) => redirect(response, "/patienten");
      case "patienten":
        return ({ response, view }) => sendHtml(response, patientsPage(view, charts));
      case "app":
        return ({ response, view }) => sendHtml(response, appPage(view, charts));
      case "akte":
        return (exchange) => this.#record(exchange, rest, charts);
      case "api":
        return (exchange) => this.#fragment(exchange, rest, charts);
      default:
        return () => false;
    }
  }

  async #record(exchange: Exchange, rest: string, charts: readonly Chart[]): Promise<boolean> {
    const [number = "", tab = "overview", findingId] = rest.split("/").map(decode);
    const chart = charts.find(({ patient }) => patient.number === number);
    if (chart === undefined) return false;
    if (tab === "datei") return this.#file(exchange, chart, findingId);
    if (!isTab(tab)) return false;
    const view = await this.#chartView(exchange.view, chart, "/akte");
    return sendHtml(exchange.response, chartPage(view, tab));
  }

  /** `akten/<number>/<tab>`: what the single-page variant shows. */
  async #fragment({ response, view }: Exchange, rest: string, charts: readonly Chart[]): Promise<boolean> {
    const [area, number, tab = "overview"] = rest.split("/").map(decode);
    const chart = charts.find(({ patient }) => patient.number === number);
    if (area !== "akten" || chart === undefined || !isTab(tab)) return false;
    const main = chartMain(await this.#chartView(view, chart, "/app/akte"), tab);
    return sendJson(response, { patient: chart.patient, html: main.text });
  }

  async #file({ request, response }: Exchange, chart: Chart, findingId: string | undefined): Promise<boolean> {
    const finding = chart.findings.find(({ id }) => id === findingId);
    if (finding === undefined) return false;
    const file = await this.#findings.fileOf(chart, finding);
    response.setHeader("Content-Type", file.mimeType);
    response.setHeader("Content-Length", file.bytes.length);
    response.setHeader("Content-Disposition", `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    response.end(request.method === "HEAD" ? undefined : file.bytes);
    return true;
  }

  async #chartView(view: View, chart: Chart, base: string): Promise<ChartView> {
    const files = await Promise.all(
      chart.findings.map(async (finding) => {
        const { name, bytes } = await this.#findings.fileOf(chart, finding);
        return { finding, name, sizeBytes: bytes.length };
      }),
    );
    return { ...view, chart, files, base };
  }

  #changeLanguage({ request, response }: Exchange, language: string): boolean {
    if (language !== "de" && language !== "en") return false;
    const back = new URL(request.url ?? "/", "http://localhost").searchParams.get("zu") ?? "/";
    response.setHeader("Set-Cookie", `sprache=${language}; Path=/; SameSite=Lax; HttpOnly`);
    // A path of this host and nothing else.
    return redirect(response, /^\/(?![/\\])/.test(back) ? back : "/");
  }

  #viewOf(request: IncomingMessage): View {
    const locale = cookieOf(request, "sprache") === "en" ? "en" : "de";
    const session = this.#sessions.of(request);
    return {
      site: this.#options.id,
      siteName: siteNameOf(this.#options.id, session),
      session,
      words: locale === "en" ? en : de,
      locale,
      nonce: randomBytes(16).toString("base64"),
      chat: this.#options.chat,
      path: request.url ?? "/",
      now: Date.now(),
    };
  }
}

const siteNameOf = (id: PortalOptions["id"], session: PortalSession | undefined): string =>
  session?.tenant === "sonnenallee-2" ? `${SITE_NAMES[id]}, Zweigstelle Hafen` : SITE_NAMES[id];

const isTenant = (text: string): boolean => text === "sonnenallee" || text === "sonnenallee-2" || text === "nord";

const isTab = (text: string): text is ChartTab => chartTabs.some((tab) => tab === text);

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}
