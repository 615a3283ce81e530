import type { ProductId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { replaceMembershipOf, selectRuled, updateMembers } from "./members.sql.ts";

/**
 * Compares products that have changed with the rules of every collection, and keeps the copies of their list columns. Call it in the
 * transaction of the change, with at most a few thousand products.
 */
export async function refreshMembership(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  if (productIds.length === 0) return;
  await updateMembers(tx, productIds);
  const collections = await selectRuled(tx);
  if (collections.length > 0) await replaceMembershipOf(tx, productIds, collections);
}
