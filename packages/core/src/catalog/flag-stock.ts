import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { refreshMembership } from "./collections/refresh-membership.ts";
import { updateInStock } from "./products.sql.ts";

/**
 * Sets the stock flag of products from the variants that are available, and the collections that they are in by it. Returns the products
 * whose flag changed. The rows are locked already.
 */
export async function flagStock(
  tx: Tx,
  productIds: readonly ProductId[],
  availableVariantIds: readonly VariantId[],
): Promise<{ readonly id: ProductId; readonly slug: string }[]> {
  const flipped = await updateInStock(tx, productIds, availableVariantIds);
  await refreshMembership(
    tx,
    flipped.map(({ id }) => id),
  );
  return flipped;
}
