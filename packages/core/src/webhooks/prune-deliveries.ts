import { WEBHOOK_KEPT_DAYS } from "@cartwright/contracts/webhooks";
import type { Deps } from "../kernel/deps.ts";
import { deleteOldDeliveries } from "./deliveries.sql.ts";

/** Deletes one bounded batch of old deliveries with their attempts. Returns how many. */
export function pruneDeliveries(deps: Pick<Deps, "db">, limit: number): Promise<number> {
  return deleteOldDeliveries(deps.db, limit, WEBHOOK_KEPT_DAYS);
}
