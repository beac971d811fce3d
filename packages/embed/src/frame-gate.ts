import { HOST_PROTOCOL, parseFrameToHost, type FrameToHost, type HostToFrame } from "@konsil/protocol";

export interface FrameGateOptions {
  readonly frame: HTMLIFrameElement;
  /** Exact origin of the frame: nothing is sent anywhere else. */
  readonly origin: string;
  /** All that the frame has to know, told after every hello: it forgets everything when it is loaded anew. */
  readonly greeting: () => readonly HostToFrame[];
  readonly onMessage: (message: FrameToHost) => void;
  readonly signal: AbortSignal;
}

export interface FrameGate {
  /** Before the first hello nothing is told: the greeting will say how things are by then. */
  tell(message: HostToFrame): void;
}

/**
 * The only door from the host page to the frame. The hello goes to the exact origin and carries a port, at every load of
 * the frame and when the page comes back from the back-forward cache.
 */
export function openFrameGate(options: FrameGateOptions): FrameGate {
  const { frame, origin, signal } = options;
  let port: MessagePort | null = null;

  function hello(): void {
    const channel = new MessageChannel();
    port?.close();
    port = channel.port1;
    port.onmessage = (event: MessageEvent<unknown>): void => {
      const message = parseFrameToHost(event.data);
      if (message && !signal.aborted) options.onMessage(message);
    };
    frame.contentWindow?.postMessage({ konsil: "hello", protocol: HOST_PROTOCOL }, origin, [channel.port2]);
    for (const message of options.greeting()) port.postMessage(message);
  }

  frame.addEventListener("load", hello, { signal });
  window.addEventListener("pageshow", (event) => event.persisted && hello(), { signal });
  signal.addEventListener("abort", () => port?.close(), { once: true });
  return { tell: (message) => port?.postMessage(message) };
}
