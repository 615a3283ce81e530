import type { Deps } from "../../kernel/deps.ts";

const SHOWN_MAX = 10;

/** Throws when there are accounts that came with the seed and can log in: a process that serves the world starts with none. */
export async function refuseDemoAccounts(deps: Pick<Deps, "db">): Promise<void> {
  const rows = await deps.db
    .selectFrom("accounts.users")
    .select("id")
    .where("demo", "=", true)
    .where("status", "=", "active")
    .limit(SHOWN_MAX)
    .execute();
  if (rows.length === 0) return;
  // Ids, because the log takes addresses out of every line.
  throw new Error(`demo accounts may not exist in production: ${rows.map((row) => row.id).join(", ")}`);
}
