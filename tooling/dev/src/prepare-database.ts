import { createDb, createPool } from "@cartwright/db/client";
import { migrate } from "@cartwright/db/migrate";
import type { Progress } from "./progress.ts";

/** Brings the schema up to date: a deploy step, run before any process that uses it. */
export async function prepareDatabase(
  { databaseUrl }: { readonly databaseUrl: string; readonly redisUrl?: string | undefined },
  progress: Progress,
): Promise<void> {
  const db = createDb(
    createPool({ connectionString: databaseUrl, applicationName: "migrate", poolMax: 2, statementTimeoutMs: 600_000 }),
  );
  try {
    await progress.step("bringing the database's schema up to date", async () => {
      await migrate(db);
    });
  } finally {
    await db.destroy();
  }
}
