import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { deleteOldSearchCounts, deleteUnusedSearches } from "./search-counts.sql.ts";

const DAYS_KEPT = 90;

/** Forgets searches of more than 90 days ago, at most `limit` counts in one run. Returns how many. */
export async function pruneSearchCounts({ db }: Pick<Deps, "db">, limit: number): Promise<number> {
  const deleted = await inTransaction(db, (tx) => deleteOldSearchCounts(tx, { days: DAYS_KEPT, limit }));
  await deleteUnusedSearches(db, limit);
  return deleted;
}
