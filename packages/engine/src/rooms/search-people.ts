import { asUserId, type PersonHit, type TenantConfig } from "@konsil/protocol";
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
    return { hits, limited: answer.limited };
  } catch (error) {
    throw toKonsilError(error);
  }
}
