import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Adds searches to the counts of today and to their sums, folded, in one statement. What folds to nothing is left out. */
export async function upsertSearchCounts(tx: Tx, counts: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    with given as (
      select query, sum(searches)::int as searches
      from (
        select search.fold(text) as query, searches
        from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) as typed (text, searches)
      ) folded where length(query) between 1 and 60 group by query
    ),
    by_day as (
      insert into catalog.search_counts (day, query, searches)
      select (now() at time zone 'UTC')::date, query, searches from given order by query
      on conflict (day, query) do update set searches = search_counts.searches + excluded.searches
    )
    insert into catalog.popular_searches (query, searches)
    select query, searches from given order by query
    on conflict (query) do update set searches = popular_searches.searches + excluded.searches`.execute(tx);
}

/** Deletes counts of days before the last `days`, and takes them off their sums. Returns how many it deleted. */
export async function deleteOldSearchCounts(tx: Tx, { days, limit }: { days: number; limit: number }): Promise<number> {
  const { rows } = await sql<{ deleted: number }>`
    with old as (
      delete from catalog.search_counts where ctid = any(array(
        select ctid from catalog.search_counts where day <= (now() at time zone 'UTC')::date - ${days}::int order by day, query limit ${limit}
      )) returning query, searches
    ),
    lowered as (
      update catalog.popular_searches p set searches = greatest(p.searches - o.searches, 0)
      from (select query, sum(searches)::int as searches from old group by query) o where p.query = o.query
    )
    select count(*)::int as deleted from old`.execute(tx);
  return rows[0]?.deleted ?? 0;
}

/** Deletes sums of which no day is left. */
export async function deleteUnusedSearches(db: Db, limit: number): Promise<void> {
  await sql`
    delete from catalog.popular_searches where searches = 0 and query = any(array(
      select query from catalog.popular_searches where searches = 0 limit ${limit}
    ))`.execute(db);
}
