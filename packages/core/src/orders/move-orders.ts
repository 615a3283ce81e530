import { illegalTransition } from "@cartwright/contracts/order-status";
import type { Tx } from "@cartwright/db/transaction";
import { carryOn, isSampled } from "@cartwright/observability/spans";
import { AppError } from "../kernel/app-error.ts";
import { appendToOutbox, type OutboxMessage } from "../outbox/append-to-outbox.ts";
import { applyMoves, type EventDraft, type MovedOrder, type OrderMove } from "./orders.sql.ts";

export { lockOrders } from "./orders.sql.ts";
export type { EventDraft, LockedOrder, MovedOrder, OrderMove } from "./orders.sql.ts";

/** The payload for one moved order. Its trace is included only if it is recorded, because hints must stay small. */
function toPayload({ orderId, number, lastSeq: seq, added, traceparent }: MovedOrder) {
  const carried = carryOn(traceparent);
  return {
    orderId,
    number,
    seq,
    ...(added > 1 ? { added } : {}),
    ...(isSampled(carried) ? { traceparent: carried } : {}),
  };
}

/** After these an order may have an invoice or a credit note that it had not before. */
const INVOICED: ReadonlySet<string> = new Set<EventDraft["type"]>(["order.confirmed", "payment.refunded"]);

/** Documents are issued once a second, so that one job has those of all orders of that second: each job costs the queue a transaction. */
const ISSUE_EVERY_MS = 1_000;
const untilNextIssue = () => ISSUE_EVERY_MS - (Date.now() % ISSUE_EVERY_MS);

/** The message that has the documents of these moves issued, or none. */
function invoiceMessages(moves: readonly OrderMove[]): OutboxMessage[] {
  const orderIds = moves
    .filter(({ events }) => events.some(({ type }) => INVOICED.has(type)))
    .map((move) => move.orderId);
  const [first] = orderIds;
  return first ? [{ name: "invoices.issue", key: first, payload: { orderIds }, delayMs: untilNextIssue() }] : [];
}

/**
 * Moves orders and writes their timelines. Nothing else changes the state of an order. An order that is no longer in the
 * state its move starts from, and a transition that its table does not allow, throw `illegal_transition` and roll back the
 * whole batch. At most 500 moves, one per order; the caller holds the locks on the orders. Appends one
 * `order.events_appended` for all of them, with an `invoices.issue` where there is something to issue, or adds it to `outbox` for a caller that appends more.
 */
export async function moveOrders(tx: Tx, moves: readonly OrderMove[], outbox?: OutboxMessage[]): Promise<MovedOrder[]> {
  if (moves.length === 0) return [];
  for (const { orderId, from, to } of moves) {
    const illegal = to && illegalTransition(from, to);
    if (illegal) throw new AppError("illegal_transition", { cause: new Error(`${illegal} of ${orderId}`) });
  }
  const moved = await applyMoves(tx, moves);
  if (moved.length !== moves.length) throw new AppError("illegal_transition");
  const withEvents = moved.filter((order) => order.added > 0);
  const [first] = withEvents;
  if (first) {
    const message: OutboxMessage = {
      name: "order.events_appended",
      key: first.orderId,
      payload: { orders: withEvents.map(toPayload) },
      traceparent: first.traceparent,
    };
    const messages = [message, ...invoiceMessages(moves)];
    if (outbox) outbox.push(...messages);
    else await appendToOutbox(tx, messages);
  }
  return moved;
}

/** Adds events to the timelines of locked orders without changing their state. */
export async function appendOrderEvents(
  tx: Tx,
  appends: readonly { readonly order: Pick<OrderMove, "orderId" | "from">; readonly events: readonly EventDraft[] }[],
): Promise<MovedOrder[]> {
  return moveOrders(
    tx,
    appends.map(({ order, events }) => ({ ...order, events })),
  );
}
