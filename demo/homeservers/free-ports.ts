import { createServer } from "node:net";

/** Ports of one demo: web, two client APIs, two federation ports. */
export const PORTS_EACH = 5;

/** @returns true when nothing listens there, on both loopback addresses */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"));
}

/** A base port with {@link PORTS_EACH} free ports, for a test run beside other runs. @throws Error when none is found */
export async function findBasePort(from = 20_000, to = 30_000): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const base = from + Math.floor(Math.random() * ((to - from) / 10)) * 10;
    const free = await Promise.all(Array.from({ length: PORTS_EACH }, (_, index) => isPortFree(base + index)));
    if (free.every(Boolean)) return base;
  }
  throw new Error("no free ports");
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has nothing in the way there.
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT");
    });
    server.listen(port, host, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
