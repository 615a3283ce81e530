import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { selectOrderId } from "./order-reads.sql.ts";
import { ownerViewer } from "./order-viewer.ts";

/**
 * The id of one of the actor's own orders (the system owns all). Throws `not_found` when it is missing or someone else's.
 */
export async function findOwnOrder(db: Db, actor: Actor, number: OrderNumber): Promise<OrderId> {
  const orderId = await selectOrderId(db, number, ownerViewer(actor));
  if (!orderId) throw new AppError("not_found");
  return orderId;
}
