import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { MIGRATIONS } from "./migrations/all.ts";

/** Thrown when a migration fails; the database is as it was before it. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

const migrationTables = {
  migrationTableSchema: "migrations",
  migrationTableName: "applied",
  migrationLockTableName: "lock",
};

function migratorFor<DB>(db: Kysely<DB>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS }, ...migrationTables });
}

/**
 * Brings the schema up to date, forward only, under a lock, all in one transaction. `last` stops after that migration, for
 * tests that carry rows over. Returns the names of the migrations that ran.
 */
export async function migrate<DB>(db: Kysely<DB>, last?: string): Promise<string[]> {
  const migrator = migratorFor(db);
  const { error, results } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (error) {
    const failed = results?.find((result) => result.status === "Error")?.migrationName ?? "(before the first)";
    throw new MigrationError(`migration ${failed} failed`, { cause: error });
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** The names of the migrations that were not applied yet. */
export async function pendingMigrations<DB>(db: Kysely<DB>): Promise<string[]> {
  const applied = await sql<{ found: string | null }>`select to_regclass('migrations.applied') as found`.execute(db);
  if (!applied.rows[0]?.found) return Object.keys(MIGRATIONS);
  const all = await migratorFor(db).getMigrations();
  return all.filter((migration) => !migration.executedAt).map((migration) => migration.name);
}
