import { HOST_PROTOCOL, parseHostHello, parseHostToFrame, type FrameToHost, type HostToFrame } from "@konsil/protocol";

export interface HostGateOptions {
  /** Exactly the origins of `frame-ancestors`; arrives with the tenant's config. */
  readonly portalOrigins: Promise<readonly string[]>;
  readonly onMessage: (message: HostToFrame) => void;
  /** The page goes away or comes back from the back-forward cache: nothing may be seen until a new handshake. */
  readonly onGone: () => void;
}

export interface HostGate {
  /** Nothing is told before the handshake. */
  tell(message: FrameToHost): void;
  /** Messages that were not ours, for the self test of the practice's IT. */
  readonly dropped: number;
}

/**
 * The only door between host page and frame. A hello is taken from the parent window and an allow-listed origin alone and
 * brings a port; everything else goes over that port and is parsed into fresh objects.
 */
export function openHostGate(options: HostGateOptions): HostGate {
  let port: MessagePort | null = null;
  let dropped = 0;

  function take(next: MessagePort): void {
    port?.close();
    port = next;
    next.onmessage = (event: MessageEvent<unknown>): void => {
      const message = parseHostToFrame(event.data);
      if (message) options.onMessage(message);
      else dropped += 1;
    };
    next.postMessage({ t: "ready", protocol: HOST_PROTOCOL } satisfies FrameToHost);
  }

  async function hello(event: MessageEvent<unknown>): Promise<void> {
    const next = event.ports[0];
    const isFromParent = event.source === window.parent && window.parent !== window;
    if (isFromParent && next && parseHostHello(event.data)?.protocol === HOST_PROTOCOL) {
      // Until the tenant's config is there a hello waits; without one nobody is allowed.
      const allowed = await options.portalOrigins.catch((): readonly string[] => []);
      if (allowed.includes(event.origin)) return take(next);
    }
    dropped += 1;
    next?.close();
  }

  const close = (): void => {
    port?.close();
    port = null;
    options.onGone();
  };
  window.addEventListener("message", (event: MessageEvent<unknown>) => void hello(event));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) close();
  });
  return {
    tell: (message) => port?.postMessage(message),
    get dropped() {
      return dropped;
    },
  };
}
