import type { ProductId } from "@cartwright/contracts/ids";
import { refreshStock } from "@cartwright/core/catalog/refresh-stock";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { Handler } from "@cartwright/queue/worker";

/** As many products as one refresh takes. */
const PRODUCTS_MAX = 500;

/** Brings the stock flags of products up to date; all messages of a job at once, for it reads what is true now. */
export const refreshStockJob =
  (deps: Deps): Handler<"catalog.refresh-stock"> =>
  async (deliveries) => {
    const productIds = [...new Set<ProductId>(deliveries.flatMap(({ payload }) => payload.productIds))];
    for (let start = 0; start < productIds.length; start += PRODUCTS_MAX) {
      await refreshStock(deps, productIds.slice(start, start + PRODUCTS_MAX));
    }
    return [];
  };
