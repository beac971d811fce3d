import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface EmptyFrame {
  readonly url: string;
  stop(): Promise<void>;
}

/** The least that a frame of another site can be: what every embedded chat pays before its first own line. */
export async function serveEmptyFrame(): Promise<EmptyFrame> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end("<!doctype html><title>leer</title><p>leer</p>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://leer.localhost:${String(port)}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
