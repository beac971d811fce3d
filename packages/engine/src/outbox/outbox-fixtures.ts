import { asPatientKey, asRoomId, asRowKey, LOCAL_SYSTEM, type Patient } from "@konsil/protocol";
import type { OutboxEntry } from "../seams.ts";

// Builders of the outbox's own tests; no bundle imports them.

export const TIME = 1_700_000_000_000;
export const SESSION = "session-1";
export const ROOM = asRoomId("!room:example.org");

export const PATIENT: Patient = {
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: "20418", issuer: "Praxis Sonnenallee" }],
  family: "Bergmann",
  given: "Erika",
  birthDate: "1964-08-12",
  sex: "female",
};

let made = 0;

export function textEntry(change: Partial<OutboxEntry> = {}): OutboxEntry {
  made += 1;
  const key = change.key ?? asRowKey(`row-${String(made)}`);
  return {
    key,
    roomId: ROOM,
    content: { kind: "text", text: key, replyTo: null },
    patientKey: null,
    createdAt: TIME,
    notBefore: TIME,
    askAfter: TIME + 30 * 60_000,
    hostSession: SESSION,
    ...change,
  };
}

type FileContent = Extract<OutboxEntry["content"], { kind: "file" }>;

export function fileEntry(content: Partial<FileContent>, change: Partial<OutboxEntry> = {}): OutboxEntry {
  const file = { kind: "file", text: "", replyTo: null, name: "EKG.png", mimeType: "image/png", sizeBytes: 3 } as const;
  return textEntry({ ...change, content: { ...file, ...content } });
}

export function headerEntry(change: Partial<OutboxEntry> = {}): OutboxEntry {
  const patientKey = asPatientKey("bergmann");
  return textEntry({ patientKey, content: { kind: "caseHeader", patient: PATIENT, patientKey }, ...change });
}
