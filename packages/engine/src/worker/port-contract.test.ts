import { PortBackend } from "@konsil/engine/client";
import { keyOfRow, type AnyRow, type HostIdentity, type Topic } from "@konsil/protocol";
import type { FakeBackend } from "@konsil/testing";
import { backendContract, createFakeSessionWorld, createFakeWorld, sessionContract } from "@konsil/testing/contract";
import { ListSource } from "../list-source.ts";
import { PortServer, type PortEngine } from "./port-server.ts";

const IDENTITY: HostIdentity = { user: "brandt", hostSession: "session-1" };

/** The fake in the place of the engine: what is held here is the port, with its parsers, revisions and errors. */
function engineOf(fake: FakeBackend, signal: AbortSignal): PortEngine {
  const sources = new Map<string, ListSource<AnyRow>>();
  return {
    isCurrent: () => true,
    attach: () => Promise.resolve(),
    resume: () => Promise.resolve(true),
    call: (name, input, callSignal) => fake.call(name, input, callSignal),
    source(topic: Topic) {
      const id = JSON.stringify(topic);
      const known = sources.get(id);
      if (known) return known;
      const source = new ListSource<AnyRow>((row) => keyOfRow(topic.name, row));
      sources.set(id, source);
      fake.observe(topic, ({ rows }: { readonly rows: readonly AnyRow[] }) => source.set(rows), signal);
      return source;
    },
  };
}

function overPort(fake: FakeBackend) {
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const server = new PortServer(port2, {
    engine: engineOf(fake, stop.signal),
    build: 1,
    requireIdentity: true,
    onGone: () => stop.abort(),
    onBack: () => undefined,
    onLeave: () => Promise.resolve(),
  });
  const backend = new PortBackend({ port: port1, identity: IDENTITY, build: 1, signal: stop.signal });
  return {
    backend,
    end: () => {
      stop.abort();
      server.close();
      port2.close();
    },
  };
}

backendContract("over the port", () => createFakeWorld(overPort));
sessionContract("over the port, new account", () => createFakeSessionWorld("new-account", overPort));
sessionContract("over the port, known account", () => createFakeSessionWorld("known-account", overPort));
