export { buildBinding, buildPatient, buildReading } from "./builders/build-patient.ts";
export { buildPerson, buildSelf } from "./builders/build-person.ts";
export { buildMessage, buildNotice, textBody } from "./builders/build-rows.ts";
export { buildTicket } from "./builders/build-ticket.ts";
export { systemClock, TestClock, type Clock } from "./clock.ts";
export { createFakeBackend, FakeBackend, type FakeOptions } from "./fake/fake-backend.ts";
export type { FakeRoomSeed } from "./fake/fake-room.ts";
export type { FakeBeginning } from "./fake/fake-session.ts";
