import type { Deps } from "../../kernel/deps.ts";
import { foldChanges } from "./sales.sql.ts";

/** Adds a bounded batch of differences to the sums by quarter hour. Differences not folded yet are still counted. Returns how many. */
export function foldSales(deps: Pick<Deps, "db">, limit: number): Promise<number> {
  return foldChanges(deps.db, limit);
}
