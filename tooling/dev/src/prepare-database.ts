import { createDb, createPool, LONG_STATEMENTS } from "@cartwright/db/client";
import { migrate } from "@cartwright/db/migrate";
import { migrateQueues } from "@cartwright/queue/connect";
import { explainDatabase } from "./database-trouble.ts";
import type { Progress } from "./progress.ts";
import { StackError } from "./stack-error.ts";

/** Brings the schema, and the queues' own tables, up to date: a deploy step, run before any process that uses it. */
export async function prepareDatabase(
  store: { readonly databaseUrl: string; readonly redisUrl?: string | undefined },
  progress: Progress,
): Promise<void> {
  const db = createDb(
    createPool({
      connectionString: store.databaseUrl,
      applicationName: "migrate",
      poolMax: 2,
      ...LONG_STATEMENTS,
    }),
  );
  try {
    await progress.step("bringing the database's schema up to date", async () => {
      await migrate(db);
      await migrateQueues(store);
    });
  } catch (error) {
    const explained = explainDatabase(store.databaseUrl, error);
    throw explained === undefined ? error : new StackError(explained, { cause: error });
  } finally {
    await db.destroy();
  }
}
