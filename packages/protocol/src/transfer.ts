import type { ErrorCode } from "./error-code.ts";
import type { RoomId, RowKey } from "./ids.ts";

/** A row of the `transfers` topic: progress of one upload or download. Row key: `key`. */
export interface Transfer {
  readonly key: RowKey;
  readonly roomId: RoomId;
  readonly direction: "up" | "down";
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly state: "encrypting" | "moving" | "verifying" | "done" | "failed";
  readonly code?: ErrorCode;
}
