import { ENGINE_PROTOCOL, parseEngineUp, type EngineDown, type SessionView } from "@konsil/protocol";

type BlockedCode = Extract<SessionView, { state: "blocked" }>["code"];

/** A page meets an engine that could not start: it is told why instead of waiting for an answer. */
export function serveBlocked(port: MessagePort, build: number, code: BlockedCode): void {
  const send = (message: EngineDown): void => port.postMessage(message);
  port.onmessage = (event: MessageEvent<unknown>): void => {
    const message = parseEngineUp(event.data);
    if (message?.t === "hello" || message?.t === "beat") send({ t: "hello", protocol: ENGINE_PROTOCOL, build });
    if (message?.t === "call") send({ t: "failure", id: message.id, code, detail: {} });
    if (message?.t === "subscribe" && message.topic.name === "session") {
      send({ t: "snapshot", id: message.id, revision: 0, rows: [{ state: "blocked", code }] });
    }
  };
}

/** Another release runs. */
export function serveOutdated(port: MessagePort, build: number): void {
  port.postMessage({ t: "reload", build } satisfies EngineDown);
}
