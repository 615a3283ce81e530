import type { ProductId } from "@cartwright/contracts/ids";
import { refreshStock } from "@cartwright/core/catalog/refresh-stock";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { Handler } from "@cartwright/queue/worker";

/** The most products in one refresh. */
const PRODUCTS_MAX = 500;

/** Updates the stock flags of products, all messages of a job at once, because it reads the current stock. */
export const refreshStockJob =
  (deps: Deps): Handler<"catalog.refresh-stock"> =>
  async (deliveries) => {
    const productIds = [...new Set<ProductId>(deliveries.flatMap(({ payload }) => payload.productIds))];
    for (let start = 0; start < productIds.length; start += PRODUCTS_MAX) {
      await refreshStock(deps, productIds.slice(start, start + PRODUCTS_MAX));
    }
    return [];
  };
