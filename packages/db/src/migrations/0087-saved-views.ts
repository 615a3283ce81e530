import { type Kysely, sql } from "kysely";

/**
 * Views of lists that staff save: the state of the list's address under a name, for one person or for all staff. And which columns of a
 * list a person has hidden.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts.saved_views (
      id uuid primary key,
      author_id uuid references accounts.users (id) on delete set null,
      list text not null check (list in ('orders', 'products', 'customers', 'inventory')),
      name text not null check (length(name) between 1 and 60),
      query text not null check (length(query) <= 2000),
      shared boolean not null,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check (shared or author_id is not null)
    )`.execute(db);
  await sql`create unique index saved_views_name on accounts.saved_views (author_id, list, lower(name))`.execute(db);
  await sql`create index saved_views_shared on accounts.saved_views (list, lower(name), id) where shared`.execute(db);
  await sql`
    create table accounts.hidden_columns (
      user_id uuid not null references accounts.users (id) on delete cascade,
      list text not null check (list in ('orders', 'products', 'customers', 'inventory')),
      columns text[] not null check (cardinality(columns) <= 20),
      primary key (user_id, list)
    )`.execute(db);
}
