import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectRefundReasons } from "./after-sale.sql.ts";

/** What staff wrote about the refunds of an order, by the refund's id. Shoppers do not see it. */
export async function readRefundReasons(db: Db, orderId: OrderId): Promise<ReadonlyMap<string, string>> {
  return selectRefundReasons(db, orderId);
}
