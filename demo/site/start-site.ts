import type { TenantConfig } from "@konsil/protocol";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { createPortal } from "../portal/create-portal.ts";
import { createFrameHost } from "./frame-host.ts";
import { hostNameOf, siteOrigins, type HostName, type SiteOrigins } from "./site-origins.ts";
import { createStartPage } from "./start-page.ts";
import { tenantConfigs, type ServerAddresses } from "./tenant-configs.ts";

export interface SiteOptions {
  readonly port: number;
  /** Folder with `site/` and `embed/` as the build leaves them. A function: another release may take its place. */
  readonly distDir: string | (() => string);
  readonly homeservers: ServerAddresses;
  /** Written by the seed; the start page shows it. */
  readonly accountsFile?: string;
  /** The day on which the babies of the demo are as old as they are, `2026-11-24`. */
  readonly today?: string;
  /** Changes the tenants before anything is made from them (tests). */
  readonly tenants?: (configs: TenantConfig[]) => TenantConfig[];
  /** An answer waits until this resolves (tests). */
  readonly before?: (host: HostName, path: string) => Promise<void>;
}

export interface Site {
  readonly origins: SiteOrigins;
  readonly tenants: readonly TenantConfig[];
  stop(): Promise<void>;
}

/** Answers a request for its host. @returns false when there is no such page */
export type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;

/** One server, four hosts: the start page, two portals, the frame host. Loopback only. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const origins = siteOrigins(options.port);
  const made = tenantConfigs(origins, options.homeservers);
  const tenants = options.tenants?.(made) ?? made;
  const handlers = hostHandlers(options, origins, tenants);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(handlers, options, request, response).catch(() => {
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  };
  const servers = [await listen(listener, options.port, "127.0.0.1")];
  try {
    servers.push(await listen(listener, options.port, "::1"));
  } catch (error) {
    // A machine without IPv6 is served by the other address alone.
    if (!isWithoutIpv6(error)) {
      await Promise.all(servers.map(close));
      throw error;
    }
  }
  return {
    origins,
    tenants,
    stop: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function hostHandlers(
  options: SiteOptions,
  origins: SiteOrigins,
  tenants: readonly TenantConfig[],
): Readonly<Record<HostName, Handler>> {
  const { distDir, today = "2026-11-24", accountsFile } = options;
  const folder = (name: string) => () => join(typeof distDir === "function" ? distDir() : distDir, name);
  const portal = (id: "sonnenallee" | "nord"): Handler =>
    createPortal({ id, chat: origins.chat, embedFolder: folder("embed"), today });
  return {
    start: createStartPage({ origins, ...(accountsFile === undefined ? {} : { accountsFile }) }),
    chat: createFrameHost(tenants, folder("site")),
    sonnenallee: portal("sonnenallee"),
    nord: portal("nord"),
  };
}

async function answer(
  handlers: Readonly<Record<HostName, Handler>>,
  { port, before }: SiteOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("X-Content-Type-Options", "nosniff");
  const host = hostNameOf(request.headers.host, port);
  // A name that is not ours may be somebody's who points it at the loopback.
  if (host === undefined) return refuse(response, 421);
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (!isRead && host !== "sonnenallee" && host !== "nord") return refuse(response, 405);
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  await before?.(host, path);
  if (await handlers[host](request, response, path)) return;
  refuse(response, 404);
}

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.end(String(status));
}

function listen(listener: (request: IncomingMessage, response: ServerResponse) => void, port: number, host: string) {
  return new Promise<Server>((resolve, reject) => {
    const server = createServer(listener);
    server.once("error", reject);
    server.listen({ port, host, ipv6Only: true }, () => {
      resolve(server);
    });
  });
}

function isWithoutIpv6(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
