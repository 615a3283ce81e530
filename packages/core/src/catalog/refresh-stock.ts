import type { ProductId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { readProductStock } from "../inventory/read-availability.ts";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { lockProducts, updateInStock } from "./products.sql.ts";

/**
 * Updates the stock flag of at most 500 products from inventory. Safe to run at any time and any number of times, because
 * it reads the current stock. Publishes `catalog.changed` when a product sold out or came back.
 */
export async function refreshStock(deps: Deps, productIds: readonly ProductId[]): Promise<void> {
  const changed = await inTransaction(deps.db, async (tx) => {
    // Locked before reading: of two concurrent refreshes, the later one sees the later stock.
    await lockProducts(tx, productIds);
    const stock = await readProductStock(tx, productIds);
    const available = stock.filter((row) => row.available > 0).map((row) => row.variantId);
    const flipped = await updateInStock(tx, productIds, available);
    await deps.failPoints.pass("refresh.before-commit");
    if (flipped.length > 0) {
      await appendToOutbox(tx, [
        {
          name: "catalog.changed",
          key: "catalog",
          payload: {
            productIds: flipped.map((product) => product.id),
            slugs: flipped.map((product) => product.slug),
            lists: true,
          },
        },
      ]);
    }
    return flipped.length > 0;
  });
  if (changed) deps.nudgeRelay();
}
