import type { SynonymGroup } from "@cartwright/contracts/synonyms";
import type { Db } from "@cartwright/db/client";
import { selectSynonyms } from "./synonyms.sql.ts";

/** All groups of synonyms, by their first terms. */
export async function listSynonyms(db: Db): Promise<{ groups: SynonymGroup[] }> {
  return { groups: await selectSynonyms(db) };
}
