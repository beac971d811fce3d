import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SlowProxy {
  readonly url: string;
  /** Requests so far whose path fits. */
  count(fits: RegExp): number;
  /** From now on such requests wait until the returned function is called. */
  holdBack(fits: RegExp): () => void;
  /** From now on every connection is cut, until the returned function is called. */
  cut(): () => void;
  /** The next such request is answered with 403 M_FORBIDDEN. The returned function forgets it. */
  refuseNext(fits: RegExp): () => void;
  stop(): Promise<void>;
}

/** Passes everything on to a homeserver, and can hold back or cut what a test names. */
export async function startSlowProxy(target: string): Promise<SlowProxy> {
  const seen: string[] = [];
  const held = new Map<RegExp, (() => void)[]>();
  const refused = new Set<{ readonly fits: RegExp }>();
  let isCut = false;
  const pass = (from: IncomingMessage, to: ServerResponse): void => passOn(target, from, to);
  const server = createServer((from, to) => {
    const path = from.url ?? "";
    seen.push(path);
    if (isCut) {
      from.destroy();
      return;
    }
    const refusal = [...refused].find(({ fits }) => fits.test(path));
    if (refusal && from.method !== "OPTIONS") {
      refused.delete(refusal);
      from.resume();
      refuse(to);
      return;
    }
    for (const [fits, waiting] of held) {
      if (fits.test(path)) {
        waiting.push(() => pass(from, to));
        return;
      }
    }
    pass(from, to);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    count: (fits) => seen.filter((path) => fits.test(path)).length,
    holdBack: (fits) => {
      const waiting: (() => void)[] = [];
      held.set(fits, waiting);
      return () => {
        held.delete(fits);
        for (const go of waiting.splice(0)) go();
      };
    },
    refuseNext: (fits) => {
      const refusal = { fits };
      refused.add(refusal);
      return () => refused.delete(refusal);
    },
    cut: () => {
      isCut = true;
      server.closeAllConnections();
      return () => {
        isCut = false;
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(to: ServerResponse): void {
  to.writeHead(403, { "content-type": "application/json", "access-control-allow-origin": "*" });
  to.end(JSON.stringify({ errcode: "M_FORBIDDEN", error: "" }));
}

function passOn(target: string, from: IncomingMessage, to: ServerResponse): void {
  const upstream = request(
    `${target}${from.url ?? "/"}`,
    { method: from.method ?? "GET", headers: from.headers },
    (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    },
  );
  upstream.on("error", () => to.destroy());
  to.on("close", () => upstream.destroy());
  from.pipe(upstream);
}
