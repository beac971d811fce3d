import assert from "node:assert/strict";
import { test } from "node:test";
import { asEventId, asPatientKey, KonsilError, type CaseBinding } from "@konsil/protocol";
import fc from "fast-check";
import { openDB } from "idb";
import { bindingOf, FakeAccount, roomOf } from "./case-world.ts";
import { makeCaseSecret, openCaseSecret } from "./case-secret.ts";
import { openCase, parseCaseRecord } from "./case-record.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

test("[N1] what was put is found by room and by patient, after a restart and on a new device", async () => {
  const account = new FakeAccount();
  const one = account.addDevice();
  const index = await one.start();
  await index.secretReady();
  await index.put(roomOf(1), bindingOf(7));
  await index.put(roomOf(2), bindingOf(7));
  await account.settle();
  const two = account.addDevice();
  const fresh = await two.start();
  await fresh.secretReady();
  await account.settle();
  for (const each of [index, fresh, await one.start(), await two.start()]) {
    assert.deepEqual(each.binding(roomOf(1)), bindingOf(7));
    assert.deepEqual([...each.conversationsOf(asPatientKey("key-7"))].sort(), [roomOf(1), roomOf(2)]);
    assert.equal(each.binding(roomOf(3)), null);
    assert.deepEqual(each.conversationsOf(asPatientKey("key-8")), []);
  }
});

test("[N1] before there is a secret, and without a server, puts wait on this disk", async () => {
  const account = new FakeAccount();
  const device = account.addDevice();
  device.isLocked = true;
  const index = await device.start();
  await assert.rejects(index.secretReady());
  await index.put(roomOf(1), bindingOf(1));
  assert.equal(account.records.size, 0);
  device.isLocked = false;
  const again = await device.start();
  assert.deepEqual(again.binding(roomOf(1)), bindingOf(1));
  let failures = 3;
  account.trouble = () => ((failures -= 1) >= 0 ? new KonsilError("server-unreachable") : undefined);
  await again.secretReady();
  await again.settled();
  assert.equal(account.records.size, 1);
});

test("[N1] a server that refuses one record does not hold up the others", async () => {
  const account = new FakeAccount();
  const index = await account.addDevice().start();
  await index.secretReady();
  account.trouble = () => new KonsilError("forbidden");
  await index.put(roomOf(1), bindingOf(1));
  await index.settled();
  account.trouble = () => undefined;
  await index.put(roomOf(2), bindingOf(2));
  await index.settled();
  assert.deepEqual([...account.records.keys()], [roomOf(2)]);
  assert.deepEqual(index.binding(roomOf(1)), bindingOf(1));
});

test("[N3] [N2] 2,000 cases from two devices writing at once: none lost, none readable by the server", async () => {
  const account = new FakeAccount();
  const [one, two] = [account.addDevice(), account.addDevice()];
  const [first, second] = [await one.start(), await two.start()];
  await first.secretReady();
  await second.secretReady();
  for (let from = 0; from < 2000; from += 50) {
    const batch = numbers(50).map((at) => from + at);
    await Promise.all(batch.map((at) => (at % 2 === 0 ? first : second).put(roomOf(at), bindingOf(at))));
    if (from % 200 === 0) one.sync();
    if (from % 300 === 0) two.sync();
  }
  await account.settle();
  const fresh = await account.addDevice().start();
  await fresh.secretReady();
  await account.settle();
  for (const at of numbers(2000)) {
    for (const index of [first, second, fresh]) assert.deepEqual(index.binding(roomOf(at)), bindingOf(at));
  }
  const onServer = JSON.stringify([...account.records.values()]);
  for (const word of ["Kanarienvogel", "Erika", "1964-08-12", "key-", "Sonnenallee"])
    assert.ok(!onServer.includes(word));
  const lengths = new Set([...account.records.values()].map((record) => parseCaseRecord(record)?.ct.length));
  assert.equal(lengths.size, 1);
});

test("[N3] two devices that make a secret at the same moment end with one, and lose nothing", async () => {
  const account = new FakeAccount();
  const [one, two] = [account.addDevice(), account.addDevice()];
  const [first, second] = [await one.start(), await two.start()];
  // The second has its secret made, stored and used while the first is about to store its own.
  one.onMakingSecret = async () => {
    one.onMakingSecret = () => undefined;
    await second.secretReady();
    await second.put(roomOf(2), bindingOf(2));
  };
  await first.secretReady();
  await first.put(roomOf(1), bindingOf(1));
  await account.settle();
  assert.deepEqual(first.binding(roomOf(2)), bindingOf(2));
  assert.deepEqual(second.binding(roomOf(1)), bindingOf(1));
  const secret = await openCaseSecret(account.secret?.secret ?? "");
  assert.ok(secret);
  for (const at of [1, 2]) {
    const record = parseCaseRecord(account.records.get(roomOf(at)));
    assert.ok(record);
    assert.deepEqual(await openCase(secret, roomOf(at), record), bindingOf(at));
  }
});

test("[N3] whatever two devices do and whenever they sync, both end with the same and with every room", async () => {
  const step = fc.record({
    device: fc.constantFrom(0, 1),
    what: fc.constantFrom("put", "put", "put", "sync", "restart", "put-and-go-on"),
    room: fc.nat(4),
    header: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const account = new FakeAccount();
      const devices = [account.addDevice(), account.addDevice()];
      for (const device of devices) await (await device.start()).secretReady();
      const rooms = new Map<number, boolean>();
      let puts: Promise<void>[] = [];
      for (const { device: which, what, room, header } of steps) {
        const device = devices[which];
        if (what === "sync") device?.sync();
        else if (what === "restart") {
          await Promise.all(puts);
          await device?.index?.settled();
          await (await device?.start())?.secretReady();
        } else {
          rooms.set(room, header || rooms.get(room) === true);
          const putting = device?.index?.put(roomOf(room), bindingOf(room, header)) ?? Promise.resolve();
          puts = [...puts, putting];
          if (what === "put") await putting;
        }
      }
      await Promise.all(puts);
      await account.settle();
      for (const [room, hasHeader] of rooms) {
        const [mine, other] = devices.map((device) => device.index?.binding(roomOf(room)));
        assert.deepEqual(mine, other);
        assert.deepEqual(mine, bindingOf(room, hasHeader));
      }
    }),
    { numRuns: 60 },
  );
});

test("[N3] a header once known is not forgotten because another device did not know it", async () => {
  const account = new FakeAccount();
  const [one, two] = [account.addDevice(), account.addDevice()];
  const [first, second] = [await one.start(), await two.start()];
  await first.secretReady();
  await second.secretReady();
  await first.put(roomOf(1), bindingOf(1, true));
  await second.put(roomOf(1), bindingOf(1));
  await account.settle();
  assert.equal(first.binding(roomOf(1))?.headerEventId, "$header-1");
  assert.equal(second.binding(roomOf(1))?.headerEventId, "$header-1");
});

test("[N3] another device binds the room to another patient: the later act counts on both", async () => {
  const account = new FakeAccount();
  const [one, two] = [account.addDevice(), account.addDevice()];
  const [first, second] = [await one.start(), await two.start()];
  await first.secretReady();
  await second.secretReady();
  await first.put(roomOf(1), bindingOf(1, true));
  await account.settle();
  await second.put(roomOf(1), bindingOf(2));
  await account.settle();
  assert.deepEqual(first.binding(roomOf(1)), bindingOf(2));
  assert.deepEqual(first.conversationsOf(asPatientKey("key-1")), []);
  assert.deepEqual(first.conversationsOf(asPatientKey("key-2")), [roomOf(1)]);
});

test("[N2] a record opens only in its room, with its secret, undamaged", async () => {
  const account = new FakeAccount();
  const index = await account.addDevice().start();
  await index.secretReady();
  await index.put(roomOf(1), bindingOf(1));
  const record = parseCaseRecord(account.records.get(roomOf(1)));
  const secret = await openCaseSecret(account.secret?.secret ?? "");
  const other = await openCaseSecret(makeCaseSecret());
  assert.ok(record && secret && other);
  assert.deepEqual(await openCase(secret, roomOf(1), record), bindingOf(1));
  assert.equal(await openCase(secret, roomOf(2), record), undefined);
  assert.equal(await openCase(other, roomOf(1), record), undefined);
  assert.equal(await openCase(secret, roomOf(1), { ...record, ct: record.ct.slice(4) }), undefined);
  assert.equal(await openCaseSecret("too short"), undefined);
});

test("[N2] [N4] a device without the secret reads nothing, writes nothing and keeps what it is told", async () => {
  const account = new FakeAccount();
  const knowing = await account.addDevice().start();
  await knowing.secretReady();
  await knowing.put(roomOf(1), bindingOf(1, true));
  const before = account.records.get(roomOf(1));
  const device = account.addDevice();
  device.isLocked = true;
  const index = await device.start();
  device.sync();
  await index.settled();
  assert.equal(index.binding(roomOf(1)), null);
  await index.put(roomOf(1), bindingOf(1));
  await index.settled();
  assert.deepEqual(account.records.get(roomOf(1)), before);
  device.isLocked = false;
  await index.secretReady();
  await account.settle();
  assert.deepEqual(index.binding(roomOf(1)), bindingOf(1, true));
  assert.deepEqual(knowing.binding(roomOf(1)), bindingOf(1, true));
});

test("[N4] a record of a later version is never overwritten", async () => {
  const account = new FakeAccount();
  const device = account.addDevice();
  const later = { v: 2, something: "else" };
  account.writeRecord(roomOf(1), later);
  const index = await device.start();
  await index.secretReady();
  device.sync();
  await index.settled();
  await index.put(roomOf(1), bindingOf(1));
  await account.settle();
  assert.deepEqual(account.records.get(roomOf(1)), later);
  assert.deepEqual(index.binding(roomOf(1)), bindingOf(1));
});

test("[N4] when the secret was replaced, a device that cannot open it stops writing with the old one", async () => {
  const account = new FakeAccount();
  const device = account.addDevice();
  const index = await device.start();
  await index.secretReady();
  await index.put(roomOf(1), bindingOf(1));
  await account.settle();
  const replaced = makeCaseSecret();
  account.writeSecret(replaced);
  device.isLocked = true;
  device.sync();
  await index.settled();
  const writes = account.writes;
  await index.put(roomOf(2), bindingOf(2));
  await index.settled();
  assert.equal(account.writes, writes);
  const again = await device.start();
  device.isLocked = false;
  await again.secretReady();
  await account.settle();
  const secret = await openCaseSecret(replaced);
  assert.ok(secret);
  for (const at of [1, 2]) {
    const record = parseCaseRecord(account.records.get(roomOf(at)));
    assert.ok(record);
    assert.deepEqual(await openCase(secret, roomOf(at), record), bindingOf(at));
  }
});

test("[N5] the mirror opens 5,000 cases without server and secret storage, and sealed", async () => {
  const account = new FakeAccount();
  const device = account.addDevice();
  device.isLocked = true;
  const index = await device.start();
  await Promise.all(numbers(5000).map((at) => index.put(roomOf(at), bindingOf(at))));
  const raw = await openDB("konsil:t:s:cases");
  const shards = (await raw.getAll("shards")) as Uint8Array[];
  assert.equal(shards.length, 16);
  const dump = shards.map((shard) => new TextDecoder("latin1").decode(shard)).join();
  for (const word of ["Kanarienvogel", "example.org", "key-"]) assert.ok(!dump.includes(word));
  const again = await device.start();
  for (const at of [0, 17, 4999]) assert.deepEqual(again.binding(roomOf(at)), bindingOf(at));
  assert.deepEqual(again.conversationsOf(asPatientKey("key-4321")), [roomOf(4321)]);
});

test("[N5] listeners hear of what the mirror has, of puts and of what other devices wrote", async () => {
  const account = new FakeAccount();
  const [one, two] = [account.addDevice(), account.addDevice()];
  const [first, second] = [await one.start(), await two.start()];
  await first.secretReady();
  await second.secretReady();
  const heard: string[] = [];
  second.onChange((roomId) => heard.push(roomId));
  await first.put(roomOf(1), bindingOf(1));
  await account.settle();
  await second.put(roomOf(2), bindingOf(2));
  assert.deepEqual(heard, [roomOf(1), roomOf(2)]);
});

test("[N6] [I2] malformed records do not throw and change nothing", async () => {
  const account = new FakeAccount();
  const device = account.addDevice();
  const index = await device.start();
  await index.secretReady();
  await index.put(roomOf(1), bindingOf(1));
  await account.settle();
  const nonsense = fc.oneof(
    fc.anything(),
    fc.record({ v: fc.constant(1), iv: fc.string(), ct: fc.string() }),
    fc.constant({}),
    fc.constant(null),
  );
  await fc.assert(
    fc.asyncProperty(nonsense, async (content) => {
      account.records.set(roomOf(1), content);
      device.unsynced.add(roomOf(1));
      device.sync();
      await index.settled();
      assert.deepEqual(index.binding(roomOf(1)), bindingOf(1));
    }),
  );
});

test("[N6] a well sealed record with a nonsense patient is not taken", async () => {
  const account = new FakeAccount();
  const device = account.addDevice();
  const index = await device.start();
  await index.secretReady();
  const broken = { ...bindingOf(1), patient: { family: 1 }, headerEventId: asEventId("$h") } as unknown as CaseBinding;
  await index.put(roomOf(2), broken);
  const other = await account.addDevice().start();
  await other.secretReady();
  await account.settle();
  assert.equal(other.binding(roomOf(2)), null);
});
