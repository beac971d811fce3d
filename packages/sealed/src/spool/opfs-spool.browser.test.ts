import { expect } from "@open-wc/testing";
import { decryptAttachment } from "../attachment/decrypt-attachment.ts";
import { encryptAttachment } from "../attachment/encrypt-attachment.ts";
import { openSpool, removeSpools } from "./opfs-spool.ts";

const bytesOf = async (blob: Blob | undefined): Promise<number[]> =>
  blob === undefined ? [] : [...new Uint8Array(await blob.arrayBuffer())];

describe("the spool on a real disk", () => {
  let prefix = "";
  beforeEach(() => {
    prefix = `konsil:test:${crypto.randomUUID()}`;
  });
  afterEach(() => removeSpools(prefix));

  it("[R9] keeps a file whole, finds it again, and sweeps all that is not named", async () => {
    const spool = await openSpool(`${prefix}:outbox`);
    for (const name of ["a", "b"]) {
      const writer = await spool.create(name);
      await writer.write(new Uint8Array([1, 2]));
      await writer.write(new Uint8Array([3]));
      await writer.close();
    }
    const again = await openSpool(`${prefix}:outbox`);
    expect(await bytesOf(await again.read("a"))).to.deep.equal([1, 2, 3]);
    expect(await again.sweep(new Set(["a"]))).to.equal(1);
    expect(await again.read("b")).to.equal(undefined);
    expect(await again.read("a")).not.to.equal(undefined);
    await again.remove("a");
    await again.remove("a");
    expect(await again.read("a")).to.equal(undefined);
  });

  it("[R9] leaves nothing of what was aborted, and an unfinished file is swept", async () => {
    const spool = await openSpool(`${prefix}:outbox`);
    const aborted = await spool.create("aborted");
    await aborted.write(new Uint8Array([1]));
    await aborted.abort();
    expect(await spool.read("aborted")).to.equal(undefined);
    const unfinished = await spool.create("unfinished");
    await unfinished.write(new Uint8Array([1]));
    expect(await bytesOf(await spool.read("unfinished"))).to.deep.equal([]);
    await unfinished.abort();
    expect(await spool.sweep(new Set())).to.equal(0);
  });

  it("[R9] accounts and parts have folders of their own; removal takes those of the account only", async () => {
    const other = `konsil:test:${crypto.randomUUID()}`;
    for (const name of [`${prefix}:outbox`, `${prefix}:downloads`, `${other}:outbox`]) {
      const writer = await (await openSpool(name)).create("x");
      await writer.close();
    }
    await removeSpools(prefix);
    expect(await (await openSpool(`${prefix}:outbox`)).read("x")).to.equal(undefined);
    expect(await (await openSpool(`${prefix}:downloads`)).read("x")).to.equal(undefined);
    expect(await (await openSpool(`${other}:outbox`)).read("x")).not.to.equal(undefined);
    await removeSpools(other);
  });

  it("[R8] carries 20 MB through encryption, disk and decryption, ciphertext only on the disk", async () => {
    const plain = new Uint8Array(20 * 1024 * 1024 + 5).map((_, at) => (at * 7) & 255);
    const spool = await openSpool(`${prefix}:outbox`);
    const { signal } = new AbortController();
    const secret = await encryptAttachment(new Blob([plain]), await spool.create("x"), { signal });
    const ciphertext = await spool.read("x");
    expect(ciphertext?.size).to.equal(plain.length);
    const head = await bytesOf(ciphertext?.slice(0, 64));
    expect(head).not.to.deep.equal([...plain.subarray(0, 64)]);
    const opened = await decryptAttachment(ciphertext ?? new Blob(), secret, { signal });
    const back = new Uint8Array(await opened.arrayBuffer());
    expect(back.length).to.equal(plain.length);
    expect(back.every((byte, at) => byte === plain[at])).to.equal(true);
  });
});
