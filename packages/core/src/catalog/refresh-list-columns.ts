import type { ProductId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { updateListColumns } from "./products.sql.ts";
import { insertWords } from "./words.sql.ts";

/**
 * Brings what lists and search read of products up to date with their variants, options and names. Call it in the
 * transaction that changed any of these, with at most some thousand products.
 */
export async function refreshListColumns(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  if (productIds.length === 0) return;
  await updateListColumns(tx, productIds);
  await insertWords(tx, productIds);
}
