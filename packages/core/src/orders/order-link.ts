import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { hashSecret, newSecret } from "../kernel/ids.ts";
import { ORDER_LINK_DAYS } from "./order-link-days.ts";
import { insertOrderLinks } from "./order-links.sql.ts";

/**
 * Links to orders for one mail each. The key is behind the `#`, so it reaches no server log, no proxy and no other site; the
 * page exchanges it for a grant (`orders.openLink`) and removes it from the address bar. The link of an order whose links
 * staff have revoked carries no key: it opens the order for its owner only.
 */
export async function createOrderLinks(
  tx: Tx,
  publicOrigin: string,
  orders: readonly { readonly id: OrderId; readonly number: OrderNumber }[],
): Promise<Map<OrderId, string>> {
  const keyed = orders.map(({ id, number }) => ({ id, number, key: newSecret() }));
  const kept = await insertOrderLinks(
    tx,
    keyed.map(({ id, key }) => ({ orderId: id, keyHash: hashSecret(key) })),
    ORDER_LINK_DAYS,
  );
  return new Map(
    keyed.map(({ id, number, key }) => {
      const page = `${publicOrigin}/orders/${number}`;
      return [id, kept.has(id) ? `${page}/open#key=${key}` : page];
    }),
  );
}
