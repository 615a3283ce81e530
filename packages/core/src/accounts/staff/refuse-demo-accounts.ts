import type { Deps } from "../../kernel/deps.ts";

const SHOWN_MAX = 10;

/** Throws when demo accounts from the seed can log in: a production process must not start with any. */
export async function refuseDemoAccounts(deps: Pick<Deps, "db">): Promise<void> {
  const rows = await deps.db
    .selectFrom("accounts.users")
    .select("id")
    .where("demo", "=", true)
    .where("status", "=", "active")
    .limit(SHOWN_MAX)
    .execute();
  if (rows.length === 0) return;
  // Ids, because addresses are redacted in logs.
  throw new Error(`demo accounts may not exist in production: ${rows.map((row) => row.id).join(", ")}`);
}
