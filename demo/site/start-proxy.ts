import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";

export interface ProxyOptions {
  readonly port: number;
  /** Client API of the homeserver behind it, `http://127.0.0.1:<port>`. */
  readonly target: string;
  /** Awaited before a request goes on: a test holds /sync back with it, or cuts it by throwing. */
  readonly before?: (request: { readonly method: string; readonly path: string }) => Promise<void>;
}

export interface Proxy {
  readonly baseUrl: string;
  /** Requests so far by method and path without parameters, `GET /_matrix/client/v3/sync`. */
  readonly counts: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Stands between browser and homeserver in tests. Loopback only. */
export function startProxy(options: ProxyOptions): Promise<Proxy> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    forward(options, counts, request, response).catch(() => response.destroy());
  });
  const baseUrl = `http://127.0.0.1:${String(options.port)}`;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => {
      resolve({ baseUrl, counts, stop });
    });
  });
}

async function forward(
  options: ProxyOptions,
  counts: Map<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET";
  const path = new URL(request.url ?? "/", options.target).pathname;
  counts.set(`${method} ${path}`, (counts.get(`${method} ${path}`) ?? 0) + 1);
  await options.before?.({ method, path });
  const { hostname, port } = new URL(options.target);
  const onward = ask({ hostname, port, method, path: request.url, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once("error", () => response.destroy());
  response.once("close", () => onward.destroy());
  request.pipe(onward);
}
