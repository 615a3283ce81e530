import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../kernel/actor.ts";
import { selectOrderId } from "./order-reads.sql.ts";
import { staffOrOwnerViewer } from "./order-viewer.ts";

/**
 * Whether an actor may watch an order live: their own, or any as staff who may read orders. Null when it is missing or
 * someone else's.
 */
export async function mayWatchOrder(
  db: Db,
  actor: Actor,
  number: OrderNumber,
): Promise<{ readonly orderId: OrderId } | null> {
  const orderId = await selectOrderId(db, number, staffOrOwnerViewer(actor));
  return orderId && { orderId };
}
