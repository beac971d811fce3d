import { asPatientKey, asRoomId, LOCAL_SYSTEM, type CaseBinding, type RoomId } from "@konsil/protocol";
import { createRootKey } from "@konsil/sealed";
import { createCaseIndex } from "../../../packages/engine/src/cases/case-index.ts";
import {
  openCaseMirror,
  shardOf,
  SHARD_COUNT,
  type MirroredCase,
} from "../../../packages/engine/src/cases/case-mirror.ts";
import type { CaseServer } from "../../../packages/engine/src/cases/case-server.ts";
import { systemClock } from "../../../packages/engine/src/outbox/clock.ts";

const CASES = 5000;

/** A server that is out of reach: the index has to open without one. */
const noServer: CaseServer = {
  records: () => [],
  writeRecord: () => Promise.reject(new Error("no server")),
  onRecord: () => undefined,
  readSecret: () => Promise.reject(new Error("no server")),
  writeSecret: () => Promise.reject(new Error("no server")),
  secretTag: () => undefined,
  onSecretChanged: () => undefined,
};

const roomOf = (number: number): RoomId => asRoomId(`!room${String(number)}aZkQwPtLmNb:praxis.example.org`);

const bindingOf = (number: number): CaseBinding => ({
  key: asPatientKey(`sonnenallee/${String(number)}`),
  patient: {
    identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: String(number), issuer: "Praxis Sonnenallee" }],
    family: `Bergmann-${String(number)}`,
    given: "Erika",
    birthDate: "1964-08-12",
    sex: "female",
  },
  origin: "own",
});

async function fill(prefix: string, rootKey: CryptoKey, signal: AbortSignal): Promise<void> {
  const mirror = await openCaseMirror(prefix, rootKey, signal);
  const shards = Array.from({ length: SHARD_COUNT }, () => new Map<RoomId, MirroredCase>());
  for (let number = 0; number < CASES; number += 1) {
    const roomId = roomOf(number);
    shards[shardOf(roomId)]?.set(roomId, { binding: bindingOf(number), serverIv: "AAAAAAAAAAAAAAAA", isDirty: false });
  }
  for (const [index, shard] of shards.entries()) await mirror.writeShard(index, shard);
}

/** Opens a filled index some times. @returns ms each, from nothing open to the first question answered */
async function openTimes(runs: number): Promise<number[]> {
  const rootKey = await createRootKey();
  const filling = new AbortController();
  await fill("bench", rootKey, filling.signal);
  filling.abort();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const controller = new AbortController();
    const startedAt = performance.now();
    const mirror = await openCaseMirror("bench", rootKey, controller.signal);
    const index = createCaseIndex({ server: noServer, mirror, clock: systemClock, signal: controller.signal });
    await index.load();
    const [room] = index.conversationsOf(asPatientKey(`sonnenallee/${String(CASES - 1)}`));
    times.push(performance.now() - startedAt);
    controller.abort();
    if (room !== roomOf(CASES - 1)) throw new Error("the index is not whole");
  }
  return times;
}

Object.assign(globalThis, { openTimes });
