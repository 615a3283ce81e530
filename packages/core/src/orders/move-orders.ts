import { mayMove } from "@cartwright/contracts/order-status";
import type { Tx } from "@cartwright/db/transaction";
import { carryOn, isSampled } from "@cartwright/observability/spans";
import { AppError } from "../kernel/app-error.ts";
import { appendToOutbox, type OutboxMessage } from "../outbox/append-to-outbox.ts";
import { applyMoves, type EventDraft, type MovedOrder, type OrderMove } from "./orders.sql.ts";

export { lockOrders } from "./orders.sql.ts";
export type { EventDraft, LockedOrder, MovedOrder, OrderMove } from "./orders.sql.ts";

/** What is told of a moved order. Its trace travels only if it is recorded: hints are small. */
function tellOf({ orderId, number, lastSeq: seq, traceparent }: MovedOrder) {
  const carried = carryOn(traceparent);
  return { orderId, number, seq, ...(isSampled(carried) ? { traceparent: carried } : {}) };
}

/**
 * Moves orders and writes their timelines: the only way that a status changes. Each move names the status that it starts
 * from; an order that is elsewhere by now, and a move that the state table does not know, is `illegal_transition` and
 * rolls back the whole batch. At most 500 moves, one per order; the caller holds the orders' locks. Appends one
 * `order.events_appended` for all, or leaves it in `outbox` for a caller who appends more.
 */
export async function moveOrders(tx: Tx, moves: readonly OrderMove[], outbox?: OutboxMessage[]): Promise<MovedOrder[]> {
  if (moves.length === 0) return [];
  for (const move of moves) {
    if (move.to !== null && !mayMove(move.from, move.to)) {
      throw new AppError("illegal_transition", { cause: new Error(`${move.from} -> ${move.to} of ${move.orderId}`) });
    }
  }
  const moved = await applyMoves(tx, moves);
  if (moved.length !== moves.length) throw new AppError("illegal_transition");
  const told = moved.filter((order) => order.added > 0);
  const [first] = told;
  if (first) {
    const message: OutboxMessage = {
      name: "order.events_appended",
      key: first.orderId,
      payload: { orders: told.map(tellOf) },
      traceparent: first.traceparent,
    };
    if (outbox) outbox.push(message);
    else await appendToOutbox(tx, [message]);
  }
  return moved;
}

/** Adds events to timelines without moving the orders. Takes the orders' row locks itself, one statement. */
export async function appendOrderEvents(
  tx: Tx,
  appends: readonly { readonly order: Pick<OrderMove, "orderId" | "from">; readonly events: readonly EventDraft[] }[],
): Promise<MovedOrder[]> {
  return moveOrders(
    tx,
    appends.map(({ order, events }) => ({ ...order, to: null, events })),
  );
}
