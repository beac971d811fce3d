import { asRoomId } from "@konsil/protocol";
import { expect } from "@open-wc/testing";
import { openDrafts } from "./drafts/drafts.ts";
import { openKeyRing } from "./key-ring.ts";
import { removeStores } from "./remove-stores.ts";
import { openSpool } from "./spool/opfs-spool.ts";

const ROOM = asRoomId("!a:example.org");

describe("stores of an account in a real browser", () => {
  const lives: AbortController[] = [];
  const live = (): AbortSignal => {
    const life = new AbortController();
    lives.push(life);
    return life.signal;
  };
  afterEach(() => {
    for (const life of lives.splice(0)) life.abort();
  });

  it("[R1] the key stays on this disk, works after a restart and cannot be taken out", async () => {
    const tenant = `t${crypto.randomUUID()}`;
    const ring = await openKeyRing(tenant);
    const entry = await ring.loadOrCreate("anna");
    ring.close();
    const again = await (await openKeyRing(tenant, live())).load("anna");
    expect(again?.storePrefix).to.equal(entry.storePrefix);
    expect(again?.rootKey.extractable).to.equal(false);
    const draft = {
      roomId: ROOM,
      patientKey: null,
      patient: null,
      to: "Kardiologie",
      text: "Kalium 5,9",
      replyTo: null,
      sentAs: null,
      begunAt: 1,
      revision: 1,
    };
    const drafts = await openDrafts(entry.storePrefix, entry.rootKey, live());
    expect(await drafts.put(draft)).to.equal(true);
    const reopened = await openDrafts(entry.storePrefix, again?.rootKey ?? entry.rootKey, live());
    expect(await reopened.get(ROOM)).to.deep.equal(draft);
    await removeStores(entry.storePrefix);
  });

  it("[R1] a wipe takes databases and spooled files, even those that a view still holds open", async () => {
    const tenant = `t${crypto.randomUUID()}`;
    const { storePrefix, rootKey } = await (await openKeyRing(tenant, live())).loadOrCreate("anna");
    await openDrafts(storePrefix, rootKey, live());
    await (await (await openSpool(`${storePrefix}:outbox`)).create("x")).close();
    const names = async (): Promise<string[]> =>
      (await indexedDB.databases()).map(({ name }) => name ?? "").filter((name) => name.startsWith(storePrefix));
    expect(await names()).to.deep.equal([`${storePrefix}:drafts`]);
    await removeStores(storePrefix);
    expect(await names()).to.deep.equal([]);
    expect(await (await openSpool(`${storePrefix}:outbox`)).read("x")).to.equal(undefined);
  });
});
