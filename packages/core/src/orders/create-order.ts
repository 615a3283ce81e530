import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { insertOrder, type NewOrder, type NewOrderLine, type PlacedRow, selectPlaced } from "./orders.sql.ts";

export type { NewOrder, NewOrderLine, PlacedRow } from "./orders.sql.ts";

/**
 * Creates an order as `pending`, with its lines and the first event of its timeline. False when the scope has used this
 * idempotency key before: a placement at the same moment is waited for, so that the winner can be read afterwards.
 */
export async function createOrder(tx: Tx, order: NewOrder, lines: readonly NewOrderLine[]): Promise<boolean> {
  return insertOrder(tx, order, {
    lines,
    event: { type: "order.created", message: "We have received your order." },
  });
}

/** The order that an idempotency key stands for, or null. */
export async function findPlaced(
  db: Db,
  key: { readonly scope: string; readonly key: string },
): Promise<PlacedRow | null> {
  return selectPlaced(db, key.scope, key.key);
}
