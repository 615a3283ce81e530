import type { ProductId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { readProductStock } from "../inventory/read-availability.ts";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { flagStock } from "./flag-stock.ts";
import { lockProducts } from "./products.sql.ts";

/**
 * Updates the stock flag of at most 500 products from inventory. Safe to run at any time and any number of times, because
 * it reads the current stock. Publishes `catalog.changed`: a variant of each has sold out, come back or gone on backorder, which
 * its page says; lists change only with the flag.
 */
export async function refreshStock(deps: Deps, productIds: readonly ProductId[]): Promise<void> {
  const changed = await inTransaction(deps.db, async (tx) => {
    // Locked before reading: of two concurrent refreshes, the later one sees the later stock.
    const products = await lockProducts(tx, productIds);
    if (products.length === 0) return false;
    const stock = await readProductStock(tx, productIds);
    const available = stock.filter((row) => row.available > 0).map((row) => row.variantId);
    const flipped = await flagStock(tx, productIds, available);
    await deps.failPoints.pass("refresh.before-commit");
    await appendToOutbox(tx, [
      {
        name: "catalog.changed",
        key: "catalog",
        payload: {
          productIds: products.map((product) => product.id),
          slugs: products.map((product) => product.slug),
          lists: flipped.length > 0,
        },
      },
    ]);
    return true;
  });
  if (changed) deps.nudgeRelay();
}
