import type { RowKey } from "@konsil/protocol";
import type { OutboxRecord } from "./outbox-record.ts";
import type { OutboxStore, StoredRecord } from "./outbox-store.ts";

/** For bots in Node: nothing survives the process. */
export function createMemoryOutboxStore(): OutboxStore {
  const rows = new Map<RowKey, StoredRecord>();
  return {
    readAll: () => Promise.resolve([...rows.values()].sort((a, b) => a.record.order - b.record.order)),
    insert: (record) => {
      const { key } = record.entry;
      if (!rows.has(key)) rows.set(key, { record, version: 1 });
      return Promise.resolve();
    },
    swap: (key, version, next: OutboxRecord | null) => {
      if (rows.get(key)?.version !== version) return Promise.resolve(false);
      if (next === null) rows.delete(key);
      else rows.set(key, { record: next, version: version + 1 });
      return Promise.resolve(true);
    },
    remove: (key) => {
      rows.delete(key);
      return Promise.resolve();
    },
  };
}
