import { type Kysely, sql } from "kysely";

/**
 * Suggestions while a shopper types: searches are counted by day, with their sum beside them, and categories are found by
 * the beginnings of their words. Synonyms get what editing needs: a version for each group, and a derivation that reads each term
 * once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalog.search_counts (
      day date not null,
      query text not null check (length(query) between 1 and 60),
      searches integer not null check (searches > 0),
      primary key (day, query)
    )`.execute(db);
  // The sum over the days that are kept.
  await sql`
    create table catalog.popular_searches (
      query text primary key check (length(query) between 1 and 60),
      searches integer not null check (searches >= 0)
    )`.execute(db);
  await sql`
    create index popular_searches_suggested on catalog.popular_searches (query text_pattern_ops, searches) where searches >= 10`.execute(
    db,
  );
  await sql`create index popular_searches_unused on catalog.popular_searches (query) where searches = 0`.execute(db);
  await sql`create index categories_suggested on catalog.categories using gin (search.words(title))`.execute(db);

  await sql`alter table catalog.synonym_groups add column version integer not null default 1`.execute(db);
  await sql`
    create or replace function search.derive_synonyms() returns void language sql as $$
      delete from catalog.synonyms;
      insert into catalog.synonyms (target, substitute)
      with terms as materialized (
        select g.id, search.term_query(term) as query from catalog.synonym_groups g, unnest(g.terms) as term
      )
      select t.query, string_agg(distinct '(' || other.query::text || ')', ' | ')::tsquery
      from terms t join terms other using (id)
      where numnode(t.query) > 0 and numnode(other.query) > 0
      group by 1
    $$`.execute(db);
}
