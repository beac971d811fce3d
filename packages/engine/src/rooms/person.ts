import { serverOf, type Person, type PersonShape, type TenantConfig, type UserId } from "@konsil/protocol";
import { removeHiddenChars } from "matrix-js-sdk/lib/utils.js";

// Unicode UAX #9 controls: in a name they could make another name appear.
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Makes people from a member's display name. Organisations come from the tenant's list of servers (safety C3). */
export function personOf(
  config: TenantConfig,
  userId: UserId,
  displayName: string | undefined,
  lookAlike = false,
  shape: PersonShape = "person",
): Person {
  const server = serverOf(userId);
  const name = plainName(displayName ?? "");
  return {
    userId,
    name: name === "" || name === userId ? localpartOf(userId) : name,
    shape,
    // A server may call itself "constructor".
    organisation: (Object.hasOwn(config.organisations, server) ? config.organisations[server] : undefined) ?? server,
    server,
    lookAlike,
  };
}

/** A name that somebody else wrote, on one line and in one direction. */
export function plainName(text: string): string {
  return text.replaceAll(BIDI_CONTROLS, "").replaceAll(/\s+/g, " ").trim();
}

function localpartOf(userId: UserId): string {
  return userId.slice(1, userId.includes(":") ? userId.indexOf(":") : undefined);
}

/** Names that look the same fold to the same text (the SDK's table of confusable characters). */
export function foldName(name: string): string {
  return removeHiddenChars(name)
    .toLowerCase()
    .replaceAll(/[\s.,;'’-]+/g, "");
}

/** The folded names that more than one of these people carry. */
export function lookAlikeNames(
  people: readonly { readonly userId: string; readonly name: string }[],
): ReadonlySet<string> {
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const { userId, name } of people) {
    const folded = foldName(name);
    const owner = owners.get(folded);
    if (owner !== undefined && owner !== userId) shared.add(folded);
    owners.set(folded, userId);
  }
  return shared;
}
