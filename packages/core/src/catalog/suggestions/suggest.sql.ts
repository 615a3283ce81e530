import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import { CARD, type CardRow, FIRST_PICTURE } from "../list.sql.ts";

/** The most matches that are ranked for a suggestion: it is read at every pause in typing. */
const RANKED_MAX = 500;
/** The most popular searches that are compared. */
const SEARCHES_READ_MAX = 1_000;
/** A search is suggested once it was made this often in 90 days, so that no one person's search shows. Also in migration 0055. */
const SUGGESTED_FROM = 10;

/** The products that a search finds best, with those in stock before the others. `search` is the text of a tsquery. */
export const suggestedProducts = (search: string, limit: number): RawBuilder<CardRow> => sql<CardRow>`
  with page as (
    select p.* from (
      select p.id, p.slug, p.title, p.vendor, p.price_min_minor, p.price_max_minor, p.compare_at_minor, p.currency, p.in_stock, p.created_at,
        ts_rank('{0.05,0.2,0.4,1.0}', p.search, ${search}::tsquery) as rank
      from catalog.products p where p.status = 'active' and p.search @@ ${search}::tsquery limit ${RANKED_MAX}
    ) p order by p.in_stock desc, p.rank desc, p.id desc limit ${limit}
  )
  select ${CARD}, p.rank from page p ${FIRST_PICTURE} order by p.in_stock desc, p.rank desc, p.id desc`;

interface CategoryRow {
  readonly slug: string;
  readonly title: string;
}

/** Categories that have all words, each as the beginning of one. `words` is the text of a tsquery. */
export const suggestedCategories = (words: string, limit: number): RawBuilder<CategoryRow> => sql<CategoryRow>`
  select slug, title from catalog.categories where search.words(title) @@ ${words}::tsquery
  order by position, title, id limit ${limit}`;

/** What others searched for that begins with a folded text, the most frequent first. */
export const suggestedSearches = (beginning: string, limit: number): RawBuilder<{ query: string }> => sql<{
  query: string;
}>`
  select query from (
    select query, searches from catalog.popular_searches
    where searches >= ${sql.lit(SUGGESTED_FROM)} and query like ${`${beginning}%`} and query <> ${beginning} limit ${SEARCHES_READ_MAX}
  ) popular order by searches desc, query limit ${limit}`;

export const selectRows = async <Row>(db: Db, statement: RawBuilder<Row>): Promise<Row[]> =>
  (await statement.execute(db)).rows;
