import { asRoomId, type ChatBackend } from "@konsil/protocol";
import { buildBinding, buildPatient } from "../builders/build-patient.ts";
import { buildPerson, buildSelf } from "../builders/build-person.ts";
import { buildMessage, nextName } from "../builders/build-rows.ts";
import { TestClock } from "../clock.ts";
import { createFakeBackend, type FakeBackend } from "../fake/fake-backend.ts";
import { HISTORY, type BackendWorld, type SessionWorld } from "./backend-world.ts";

/** Puts something between the fake and whoever asks it: a port, for example. */
export type Wrap = (fake: FakeBackend, clock: TestClock) => { readonly backend: ChatBackend; readonly end: () => void };

const asItIs: Wrap = (fake) => ({ backend: fake, end: () => undefined });
const MINUTE_MS = 60_000;

/** The world of a fake: everything happens when the contract says so. */
export function createFakeWorld(wrap: Wrap = asItIs): Promise<BackendWorld> {
  const clock = new TestClock();
  const colleague = buildPerson();
  const binding = buildBinding(buildPatient());
  const startAt = clock.now() - HISTORY.all * MINUTE_MS;
  const rows = Array.from({ length: HISTORY.all }, (_, index) =>
    buildMessage({ text: `Nachricht ${String(index + 1)}`, sender: colleague, at: startAt + index * MINUTE_MS }),
  );
  const about = { roomId: asRoomId("!about:klinikum-nord.example"), patientKey: binding.key };
  const plain = { roomId: asRoomId("!plain:klinikum-nord.example") };
  const fake = createFakeBackend({
    clock,
    stepMs: 5,
    people: [colleague],
    rooms: [
      { roomId: about.roomId, people: [colleague], binding, rows, loaded: HISTORY.loaded },
      { roomId: plain.roomId, people: [colleague] },
    ],
  });
  const { backend, end } = wrap(fake, clock);
  return Promise.resolve({
    backend,
    about,
    plain,
    colleague,
    now: () => clock.now(),
    pass: (ms) => clock.pass(ms),
    hear: (roomId, text) => Promise.resolve(void fake.hear(roomId, text)),
    heard: (roomId) => Promise.resolve(fake.heard(roomId)),
    invite: () => {
      const roomId = asRoomId(`!${nextName("invited-")}:klinikum-nord.example`);
      fake.invite({ roomId, people: [colleague] });
      return Promise.resolve(roomId);
    },
    failNext: (code) => Promise.resolve(fake.failNext(code)),
    end: () => Promise.resolve(end()),
  });
}

export function createFakeSessionWorld(
  begins: "new-account" | "known-account",
  wrap: Wrap = asItIs,
): Promise<SessionWorld> {
  const clock = new TestClock();
  const recoveryKey = "EsTc Wq3J 9x2K";
  const fake = createFakeBackend({ clock, session: begins, recoveryKey, password: "Praxis-2026" });
  const { backend, end } = wrap(fake, clock);
  return Promise.resolve({
    backend,
    user: buildSelf().userId,
    password: "Praxis-2026",
    recoveryKey: begins === "known-account" ? recoveryKey : null,
    pass: (ms) => clock.pass(ms),
    end: () => Promise.resolve(end()),
  });
}
