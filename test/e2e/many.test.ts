import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createBot, type Bot } from "@konsil/engine/bot";
import { patientKeyOf } from "@konsil/patient/keys";
import { asRoomId, asUserId, LOCAL_SYSTEM, type Patient, type RoomId, type RoomRow } from "@konsil/protocol";
import { EngineAlone } from "./stage/engine-alone.ts";

// A practice of many years on a real homeserver: 2,000 cases, and a colleague who invites to 50 conversations at once.
const CASES = 2000;
const INVITATIONS = 50;
const CANARY = "Kanarienvogel";

let alone: EngineAlone;
let nwosu: Bot;
let first: Bot;
let second: Bot;
let rooms: RoomId[];

const patientOf = (index: number): Patient => ({
  identifiers: [{ system: LOCAL_SYSTEM, tenant: "sonnenallee", value: String(10_000 + index) }],
  family: CANARY,
  given: `Nr. ${String(index)}`,
  birthDate: "1964-08-12",
  sex: "unknown",
});
const casesAt = (...indexes: number[]) =>
  indexes.flatMap((index) => {
    const roomId = rooms[index];
    return roomId === undefined ? [] : [{ roomId, patient: patientOf(index) }];
  });
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

before(async () => {
  alone = await EngineAlone.build();
  const account = await alone.register("sonnenallee", "brandt");
  nwosu = await createBot({ ...(await alone.register("nord", "nwosu")), setUpRecovery: true });
  first = await createBot({ ...account, setUpRecovery: true });
  second = await createBot({ ...account, setUpRecovery: false, recoveryKey: first.recoveryKey ?? "" });
});
after(async () => {
  for (const bot of [nwosu, first, second]) bot.stop();
  await alone.stop();
});

test("[N3] 2,000 cases: two devices write at once, half each and some of them both, and a new device has them all", async () => {
  rooms = await createRooms(CASES);
  await first.indexCases(casesAt(0));
  const shared = range(990, 1010);
  await Promise.all([
    first.indexCases(casesAt(...range(1, 1000), ...shared)),
    second.indexCases(casesAt(...shared, ...range(1000, CASES))),
  ]);
  const { engine, signal } = alone;
  await engine.attach({ user: "brandt", hostSession: "1" });
  await alone.signIn("brandt");
  await alone.session("needs-recovery-key");
  await engine.call("unlockRecovery", { recoveryKey: first.recoveryKey ?? "", openRoom: null }, signal);
  const isBound = (row: RoomRow): boolean => row.kind === "conversation" && row.binding?.origin === "own";
  const rows = await alone.until({ name: "rooms" }, (now) => now.filter(isBound).length === CASES);
  const keys = new Map(rows.map((row) => [row.roomId, row.kind === "conversation" ? row.binding?.key : undefined]));
  const wrong = range(0, CASES).filter((index) => {
    const roomId = rooms[index];
    return roomId === undefined || keys.get(roomId) !== patientKeyOf(patientOf(index));
  });
  assert.deepEqual(wrong, []);
});

test("[N2] no server can read any of them", async () => {
  const { folder } = alone.homeservers.sonnenallee;
  assert.ok(folder !== null);
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true })) {
    const path = join(folder, entry);
    if (!(await stat(path)).isFile()) continue;
    if ((await readFile(path)).includes(CANARY)) found.push(entry);
  }
  assert.deepEqual(found, []);
});

test("[C6] fifty invitations are accepted in one go, and none is joined before", async () => {
  const brandt = asUserId(`@brandt:${alone.homeservers.sonnenallee.serverName}`);
  const invited: RoomId[] = [];
  for (let count = 0; count < INVITATIONS; count += 1) invited.push(await nwosu.createRoom([brandt]));
  const isFrom = (kind: RoomRow["kind"]) => (row: RoomRow) => row.kind === kind && invited.includes(row.roomId);
  await alone.until({ name: "rooms" }, (rows) => rows.filter(isFrom("invitation")).length === INVITATIONS);
  const { failed } = await alone.engine.call("acceptInvitations", { roomIds: invited }, alone.signal);
  assert.deepEqual(failed, []);
  await alone.until({ name: "rooms" }, (rows) => rows.filter(isFrom("conversation")).length === INVITATIONS);
});

/** Plain rooms: what is in them does not matter here. */
async function createRooms(count: number): Promise<RoomId[]> {
  const made: RoomId[] = [];
  const { baseUrl } = alone.homeservers.sonnenallee;
  const request = {
    method: "POST",
    headers: { Authorization: `Bearer ${first.client.getAccessToken() ?? ""}` },
    body: JSON.stringify({ room_version: "10", preset: "private_chat" }),
  };
  let left = count;
  const work = async (): Promise<void> => {
    while ((left -= 1) >= 0) {
      const answer = await fetch(`${baseUrl}/_matrix/client/v3/createRoom`, request);
      made.push(asRoomId(((await answer.json()) as { room_id: string }).room_id));
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return made;
}
