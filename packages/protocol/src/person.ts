import type { UserId } from "./ids.ts";

/** person: circle, function: square (Funktionskonto), bot: hexagon. */
export type PersonShape = "person" | "function" | "bot";

export interface Person {
  readonly userId: UserId;
  /** Display name, "Name, Vorname"; the localpart when there is none. Bidirectional controls removed. */
  readonly name: string;
  readonly shape: PersonShape;
  /** From the tenant's list of servers or the directory, never from the display name (safety C3). Else the server name. */
  readonly organisation: string;
  readonly server: string;
  /** True when another member's name looks the same: both servers are then shown. */
  readonly lookAlike: boolean;
}
