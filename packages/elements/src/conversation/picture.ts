import type { ConversationView, RowKey } from "@konsil/protocol";

/** A decrypted picture: its `blob:` URL, "loading", or the code of what went wrong. */
export type Picture = ConversationView["pictures"] extends ReadonlyMap<RowKey, infer Value> ? Value : never;
