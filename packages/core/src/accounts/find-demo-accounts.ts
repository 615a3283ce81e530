import type { Deps } from "../kernel/deps.ts";

const SHOWN_MAX = 10;

/** Addresses of accounts that came with the seed and can log in. A shop that the world can reach must have none. */
export async function findDemoAccounts(deps: Pick<Deps, "db">): Promise<string[]> {
  const rows = await deps.db
    .selectFrom("accounts.users")
    .select("email")
    .where("demo", "=", true)
    .where("status", "=", "active")
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => row.email);
}
