/** Browsers resolve `*.localhost` to the loopback by themselves, and each name is a site of its own to them. */
export interface SiteOrigins {
  /** The page that lists addresses and accounts. */
  readonly start: string;
  /** Frame host: static files and one config per tenant, nothing else. */
  readonly chat: string;
  readonly sonnenallee: string;
  readonly nord: string;
}
export type HostName = keyof SiteOrigins;

export function siteOrigins(port: number): SiteOrigins {
  const origin = (name: string): string => `http://${name}localhost:${String(port)}`;
  return { start: origin(""), chat: origin("chat."), sonnenallee: origin("sonnenallee."), nord: origin("nord.") };
}

/** The name a request was made for. `127.0.0.1` counts as the start page, anything unknown as nobody. */
export function hostNameOf(host: string | undefined, port: number): HostName | undefined {
  const name = host?.toLowerCase().replace(new RegExp(`:${String(port)}$`), "");
  switch (name) {
    case "localhost":
    case "127.0.0.1":
    case "[::1]":
      return "start";
    case "chat.localhost":
      return "chat";
    case "sonnenallee.localhost":
      return "sonnenallee";
    case "nord.localhost":
      return "nord";
    default:
      return undefined;
  }
}
