import type { Db } from "@cartwright/db/client";
import { anyOf } from "./search-terms.ts";
import { correctableWords, nearestWord } from "./spelling.ts";
import { selectNearestWords } from "./words.sql.ts";

/** A correction for a query without results: any of its words, as the catalogue spells them. Null when nothing is close. */
export async function correctQuery(db: Db, query: string): Promise<string | null> {
  const words = correctableWords(query);
  if (words.length === 0) return null;
  const candidates = await selectNearestWords(db, words);
  const meant = words.flatMap((word) => nearestWord(word, candidates.get(word) ?? []) ?? []);
  return meant.length === 0 ? null : anyOf(meant);
}
