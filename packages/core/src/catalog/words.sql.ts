import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

const CANDIDATES_PER_WORD = 40;

/** For each word the most similar words of the catalogue, best first; the word itself if it is known. */
export async function selectNearestWords(db: Db, words: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ given: string; candidates: string[] }>`
    select given.word as given, coalesce(array_agg(near.word order by near.place), '{}') as candidates
    from unnest(${words}::text[]) as given (word)
    cross join lateral catalog.nearest_words(search.fold(given.word), ${CANDIDATES_PER_WORD}::int) with ordinality as near (word, place)
    group by given.word`.execute(db);
  return new Map(rows.map((row) => [row.given, row.candidates]));
}

/** Adds the words that name products. None is ever removed: a word without matches does no harm. */
export async function insertWords(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  await sql`
    insert into catalog.words (word)
    select distinct word from catalog.products p,
      unnest(string_to_array(search.fold(p.title || ' ' || p.product_type || ' ' || catalog.words_of(p.tags)), ' ')) as word
    where p.id = any(${productIds}::uuid[]) and length(word) between 3 and 40 and word !~ '[^[:alpha:]]'
    order by word
    on conflict do nothing`.execute(tx);
}
