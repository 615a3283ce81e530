import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { createOrderLinks } from "../orders/order-link.ts";

/** The key of a new link to an order, as its mail carries it. */
export async function mailedKey(
  db: Db,
  order: { readonly id: OrderId; readonly number: OrderNumber },
): Promise<string> {
  const links = await inTransaction(db, (tx) => createOrderLinks(tx, "https://shop.example.com", [order]));
  return /#key=([\w-]{43})$/.exec(links.get(order.id) ?? "")?.[1] ?? "";
}
