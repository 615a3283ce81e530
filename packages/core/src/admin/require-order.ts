import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../kernel/app-error.ts";
import { type OrderFacts, selectOrderFacts } from "./orders.sql.ts";

/** What staff see of an order beyond the shopper's view. Throws `not_found`. */
export async function requireOrder(db: Db, number: OrderNumber): Promise<OrderFacts> {
  const order = await selectOrderFacts(db, number);
  if (!order) throw new AppError("not_found");
  return order;
}
