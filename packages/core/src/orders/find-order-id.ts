import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectOrderId } from "./order-reads.sql.ts";

/** The id of an order by its number, whoever owns it. Null when there is none. */
export async function findOrderId(db: Db, number: OrderNumber): Promise<OrderId | null> {
  return selectOrderId(db, number, { kind: "anyone" });
}
