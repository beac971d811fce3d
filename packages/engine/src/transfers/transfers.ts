import { KonsilError, type RoomId, type RowKey } from "@konsil/protocol";
import { decryptAttachment, randomBytes, toBase64Url, type Spool } from "@konsil/sealed";
import type { EncryptedFile, Transfers } from "../seams.ts";
import { toKonsilError } from "../wire/errors.ts";
import { sniffType } from "./sniff.ts";
import type { TransferList } from "./transfer-list.ts";

export interface TransfersDeps {
  readonly list: TransferList;
  /** A folder of downloads only; emptied at start. */
  readonly spool: Spool;
  /** The ciphertext as a stream. @throws KonsilError */
  readonly fetchMedia: (mxc: string, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  /** Largest ciphertext that is taken when the sender did not say how large it is. */
  readonly limitBytes?: number;
  readonly signal: AbortSignal;
}

const LIMIT_BYTES = 2 * 1024 ** 3;
/** Senders count in different ways; this is a guard against floods, the hash decides what is right. */
const SLACK_BYTES = 16 * 1024 ** 2;

export async function createTransfers(deps: TransfersDeps): Promise<Transfers> {
  await deps.spool.sweep(new Set());
  return {
    list: () => deps.list.list(),
    onChange: (listener) => deps.list.onChange(listener),
    cancel: (key) => deps.list.cancel(key),
    download: (roomId, key, file, sizeBytes, _mimeType, signal) =>
      download(deps, { roomId, key, file, sizeBytes }, signal),
  };
}

interface Download {
  readonly roomId: RoomId;
  readonly key: RowKey;
  readonly file: EncryptedFile;
  readonly sizeBytes: number;
}

/** Ciphertext to the spool, hash, then decryption; the type comes from the content, not from the sender. */
async function download(deps: TransfersDeps, wanted: Download, caller: AbortSignal): Promise<Blob> {
  const { roomId, key, file, sizeBytes } = wanted;
  const cancelled = new AbortController();
  const signal = AbortSignal.any([caller, cancelled.signal, deps.signal]);
  const name = toBase64Url(randomBytes(18));
  const row = { key, roomId, direction: "down", totalBytes: sizeBytes } as const;
  const cancel = (): void => cancelled.abort();
  deps.list.set({ ...row, doneBytes: 0, state: "moving" }, cancel);
  try {
    signal.throwIfAborted();
    await spoolCiphertext(deps, wanted, name, signal);
    const ciphertext = await deps.spool.read(name);
    if (ciphertext === undefined) throw new KonsilError("download-damaged");
    deps.list.set({ ...row, doneBytes: 0, totalBytes: 2 * ciphertext.size, state: "verifying" }, cancel);
    const onProgress = (doneBytes: number): void => deps.list.progress(key, doneBytes);
    const plain = await decryptAttachment(ciphertext, file, { signal, onProgress });
    return plain.slice(0, plain.size, await sniffType(plain));
  } catch (error) {
    throw toKonsilError(error, { signal });
  } finally {
    deps.list.end(key);
    await deps.spool.remove(name).catch(() => undefined);
  }
}

/** A body much larger than the sender said can only be wrong: it is not taken to the end (safety I2). */
async function spoolCiphertext(
  deps: TransfersDeps,
  wanted: Download,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const limitBytes = wanted.sizeBytes > 0 ? wanted.sizeBytes + SLACK_BYTES : (deps.limitBytes ?? LIMIT_BYTES);
  const body = await deps.fetchMedia(wanted.file.url, signal);
  const reader = body.getReader();
  const writer = await deps.spool.create(name);
  let doneBytes = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      doneBytes += value.length;
      if (doneBytes > limitBytes) throw new KonsilError("download-damaged");
      await writer.write(new Uint8Array(value));
      deps.list.progress(wanted.key, doneBytes);
    }
    await writer.close();
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    await writer.abort().catch(() => undefined);
    throw error;
  }
}
