import { type OrderState, type OrderSummaryStatus, summarizeOrder } from "@cartwright/contracts/order-status";
import type { PlacedOrder } from "@cartwright/contracts/checkout";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import {
  insertOrder,
  NEW_ORDER,
  type NewOrder,
  type NewOrderLine,
  type PlacedRow,
  selectPlaced,
} from "./orders.sql.ts";

export type { NewOrder, NewOrderLine, PlacedRow } from "./orders.sql.ts";

/** The state of an order that was just placed. */
export const PLACED_STATE: OrderState = NEW_ORDER;

/** The summary status of an order that was just placed. */
export const PLACED_STATUS: OrderSummaryStatus = summarizeOrder(NEW_ORDER);

/**
 * Creates a pending order with its lines and the first event of its timeline. False when the scope has used this idempotency
 * key before. A placement that is still in progress is waited for, so that the caller can read its order afterwards.
 */
export async function createOrder(tx: Tx, order: NewOrder, lines: readonly NewOrderLine[]): Promise<boolean> {
  return insertOrder(tx, order, {
    lines,
    event: { type: "order.created", message: getTranslations("orderUpdates")("created") },
  });
}

/** The order that was placed under an idempotency key, or null. */
export async function findPlaced(
  db: Db,
  key: { readonly scope: string; readonly key: string },
): Promise<PlacedRow | null> {
  return selectPlaced(db, key.scope, key.key);
}

/** What the shopper gets back for a placed order, with its status now. */
export function toPlacedOrder({ number, state, totalMinor, currency }: PlacedRow): PlacedOrder {
  return { number, status: summarizeOrder(state), totalMinor, currency };
}
