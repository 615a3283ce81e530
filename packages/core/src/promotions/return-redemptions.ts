import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { lockUsed, returnUses } from "./redemptions.sql.ts";

/** Gives back what cancelled orders used of promotions. Idempotent: a use is returned once. */
export async function returnRedemptions(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  if (orderIds.length === 0) return;
  const locked = await lockUsed(tx, orderIds);
  if (locked.shared.length + locked.counting.length > 0) await returnUses(tx, orderIds, locked.counting);
}
