import { type Kysely, sql } from "kysely";

/** Attempts to log in that have failed, apart from those that are being checked: only failures lock an address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table accounts.login_guards add column failures integer not null default 0 check (failures >= 0)`.execute(
    db,
  );
  await sql`update accounts.login_guards set failures = tries`.execute(db);
}
