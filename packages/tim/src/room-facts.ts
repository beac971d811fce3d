/** State of a room, as far as it decides who can read along. */
export interface RoomFacts {
  readonly joinRule: string;
  readonly historyVisibility: string;
  readonly encrypted: boolean;
}

/** A room is shown as public when anybody could read it (A_25562-01). */
export function isPublicRoom(facts: RoomFacts): boolean {
  return facts.historyVisibility === "world_readable" || !facts.encrypted || facts.joinRule === "public";
}
