import type { ProductId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { refreshMembership } from "./collections/refresh-membership.ts";
import { updateListColumns } from "./products.sql.ts";
import { insertWords } from "./words.sql.ts";

/**
 * Updates the list and search columns of products from their variants, options and names, and the collections that they are in. Call it in the transaction that
 * changed any of these, with at most a few thousand products.
 */
export async function refreshListColumns(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  if (productIds.length === 0) return;
  await updateListColumns(tx, productIds);
  await insertWords(tx, productIds);
  await refreshMembership(tx, productIds);
}
