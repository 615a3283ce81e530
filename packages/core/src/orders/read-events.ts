import type { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderEvent } from "@cartwright/contracts/rooms";
import type { Db } from "@cartwright/db/client";
import { selectEventsAfter } from "./order-reads.sql.ts";

const ORDERS_MAX = 500;

/**
 * The events of some orders after each one's cursor, by order and number, at most `limit` of each order. The caller has
 * checked that they may be seen. At most 500 orders.
 */
export async function readOrderEvents(
  db: Db,
  cursors: readonly { readonly number: OrderNumber; readonly after: number }[],
  limit: number,
): Promise<OrderEvent[]> {
  if (cursors.length > ORDERS_MAX) throw new RangeError(`more than ${ORDERS_MAX} orders`);
  const rows = cursors.length === 0 ? [] : await selectEventsAfter(db, cursors, limit);
  return rows.map(({ at, ...event }) => Object.assign(event, { at: at.toISOString() }));
}
