import { type Kysely, sql } from "kysely";

/** The shop's sitemaps, as they are served: compressed, and complete when the last walk through the catalogue ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalog.sitemaps (
      name text primary key check (name ~ '^[a-z]+(-[0-9]+)?$'),
      content bytea not null,
      urls integer not null check (urls between 0 and 50000),
      written_at timestamptz not null default now()
    )`.execute(db);
  // Already compressed.
  await sql`alter table catalog.sitemaps alter column content set storage external`.execute(db);
}
