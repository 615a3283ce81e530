import { type Kysely, sql } from "kysely";

/**
 * How many visitors of each day came how far, counted without a cookie and without an address (decision 42). `seen` tells the
 * visitors of the running day apart by keyed hashes; both it and the key of a day are deleted when the day is over. `days` keeps the
 * numbers. Whoever reached a step has reached the ones before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema visits`.execute(db);
  await sql`create table visits.keys (day date primary key, key bytea not null check (length(key) = 32))`.execute(db);
  await sql`
    create table visits.seen (
      day date not null,
      visitor bytea not null check (length(visitor) = 16),
      step smallint not null check (step between 1 and 4),
      primary key (day, visitor, step)
    )`.execute(db);
  await sql`
    create table visits.days (
      day date primary key,
      visits integer not null default 0 check (visits >= 0),
      carts integer not null default 0,
      checkouts integer not null default 0,
      orders integer not null default 0 check (orders >= 0),
      constraint days_funnel check (orders <= checkouts and checkouts <= carts and carts <= visits)
    ) with (fillfactor = 50)`.execute(db);
}
