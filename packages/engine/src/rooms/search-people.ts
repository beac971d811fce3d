import { asUserId, type PersonHit, type TenantConfig } from "@konsil/protocol";
import { parseMatrixAddress } from "@konsil/tim";
import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { toKonsilError } from "../wire/errors.ts";
import { foldName, lookAlikeNames, personOf } from "./person.ts";

const LIMIT = 30;

/** User directory of the own server (CS API `POST /user_directory/search`), oneself left out. @throws KonsilError */
export async function searchPeople(
  client: MatrixClient,
  config: TenantConfig,
  term: string,
): Promise<{ hits: readonly PersonHit[]; limited: boolean }> {
  try {
    const answer = await client.searchUserDirectory({ term, limit: LIMIT });
    const found = answer.results.filter((hit) => hit.user_id !== client.getUserId());
    const alike = lookAlikeNames(found.map((hit) => ({ userId: hit.user_id, name: hit.display_name ?? hit.user_id })));
    const hits = found.map((hit) => {
      const userId = asUserId(hit.user_id);
      const isAlike = alike.has(foldName(hit.display_name ?? hit.user_id));
      return { userId, person: personOf(config, userId, hit.display_name, isAlike) };
    });
    const typed = await typedAddress(client, config, term);
    const isNew = typed !== undefined && !hits.some((hit) => hit.userId === typed.userId);
    return { hits: isNew ? [typed, ...hits] : hits, limited: answer.limited };
  } catch (error) {
    throw toKonsilError(error);
  }
}

/** A whole address finds people of other servers, whom the own directory may not know yet. */
async function typedAddress(client: MatrixClient, config: TenantConfig, term: string): Promise<PersonHit | undefined> {
  const userId = parseMatrixAddress(term);
  if (userId === undefined || userId === client.getUserId()) return undefined;
  try {
    const profile = await client.getProfileInfo(userId);
    return { userId, person: personOf(config, userId, profile.displayname) };
  } catch {
    // Nobody there, or their server does not say: then there is no hit.
    return undefined;
  }
}
