import { type SynonymGroup, SYNONYM_GROUPS_MAX } from "@cartwright/contracts/synonyms";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** All groups, by their terms. */
export async function selectSynonyms(db: Db): Promise<SynonymGroup[]> {
  const { rows } = await sql<SynonymGroup>`
    select id, version, terms from catalog.synonym_groups order by lower(terms[1]), terms, id limit ${SYNONYM_GROUPS_MAX}`.execute(
    db,
  );
  return rows;
}

/** Until the transaction ends, no one else changes the groups. Searches go on. */
export async function lockSynonyms(tx: Tx): Promise<void> {
  await sql`lock table catalog.synonym_groups in share row exclusive mode`.execute(tx);
}

export async function selectSynonymGroup(tx: Tx, id: string): Promise<SynonymGroup | undefined> {
  const { rows } = await sql<SynonymGroup>`
    select id, version, terms from catalog.synonym_groups where id = ${id}`.execute(tx);
  return rows[0];
}

export async function countSynonymGroups(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from catalog.synonym_groups`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** How the search reads each term, in order: folded, and whether it has words that are looked for. */
export async function readTerms(
  tx: Tx,
  terms: readonly string[],
): Promise<{ readonly term: string; readonly folded: string; readonly finds: boolean }[]> {
  const { rows } = await sql<{ term: string; folded: string; finds: boolean }>`
    select term, search.fold(term) as folded, numnode(search.term_query(term)) > 0 as finds
    from unnest(${terms}::text[]) with ordinality as given (term, at) order by at`.execute(tx);
  return rows;
}

export async function insertSynonymGroup(tx: Tx, { id, terms }: Pick<SynonymGroup, "id" | "terms">): Promise<void> {
  await sql`insert into catalog.synonym_groups (id, terms) values (${id}, ${terms}::text[])`.execute(tx);
}

export async function updateSynonymGroup(tx: Tx, { id, terms }: Pick<SynonymGroup, "id" | "terms">): Promise<void> {
  await sql`
    update catalog.synonym_groups set terms = ${terms}::text[], version = version + 1 where id = ${id}`.execute(tx);
}

export async function deleteSynonymGroup(tx: Tx, id: string): Promise<void> {
  await sql`delete from catalog.synonym_groups where id = ${id}`.execute(tx);
}

/** Derives what searches are rewritten by. They use it from the commit on. */
export async function deriveSynonyms(tx: Tx): Promise<void> {
  await sql`select search.derive_synonyms()`.execute(tx);
}
