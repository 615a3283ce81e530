import type { AdminExchangeReturn } from "@cartwright/contracts/exchanges";
import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { approveReturn, type MailSite } from "../../../fulfillment/decide-return.ts";
import { type LockedReturn, lockReturn } from "../../../fulfillment/lock-return.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { newId } from "../../../kernel/ids.ts";
import { findPlaced, PLACED_STATE } from "../../../orders/create-order.ts";
import { insertExchange } from "../../../orders/exchanges.ts";
import { appendOrderEvents } from "../../../orders/move-orders.ts";
import { requestHash } from "../checkout/request-hash.ts";
import { chooseExchange } from "./choose-exchange.ts";
import { readExchange } from "./read-exchange.ts";
import { writeExchangeOrder } from "./write-exchange-order.ts";

export interface StartedExchange {
  readonly locked: LockedReturn;
  readonly newNumber: OrderNumber;
  readonly amountMinor: number;
  /** Made by an earlier request with the same key. */
  readonly repeated: boolean;
}

const details = getTranslations("errorDetails");

/** Throws when the goods of an order are not the customer's to exchange, or the order is not the one that was looked at. */
function requireOpen({ order }: LockedReturn, version: number): void {
  const { status } = order.state;
  if (status !== "confirmed" && status !== "completed") throw new AppError("illegal_transition");
  if (order.lastSeq !== version) throw new AppError("stale_write", { message: details("orderChanged") });
}

/** Tells both timelines. */
async function tell(
  tx: Tx,
  { order, request }: LockedReturn,
  created: { readonly id: OrderId; readonly number: OrderNumber },
): Promise<void> {
  const t = getTranslations("orderUpdates");
  const type = "order.exchanged" as const;
  const data = { returnId: request.id };
  await appendOrderEvents(tx, [
    {
      order: { orderId: order.id, from: order.state },
      events: [{ type, message: t("exchanged", { number: created.number }), data }],
    },
    {
      order: { orderId: created.id, from: PLACED_STATE },
      events: [{ type, message: t("exchangeOf", { number: order.number }), data }],
    },
  ]);
}

/**
 * Exchanges units of a return for other variants of their products, at the price that was paid: a new order sends them, and nothing is
 * charged or refunded. A return that waits for a decision is approved by it. The units cannot be refunded or exchanged again unless the
 * new order is cancelled. Idempotent by key within the return. Throws `not_found`, `stale_write` (the order has changed since it was
 * looked at), `idempotency_conflict` and what `chooseExchange` throws. The caller has checked the permission and audits it.
 */
export async function exchangeReturn(tx: Tx, site: MailSite, input: AdminExchangeReturn): Promise<StartedExchange> {
  const { returnId, lines, version, idempotencyKey } = input;
  // Refunds of the order take the same lock, so of an exchange and a refund at once the second sees the first.
  const locked = await lockReturn(tx, returnId);
  const { order, request } = locked;
  const scope = `exchange:${returnId}`;
  const hash = requestHash({ returnId, lines });
  const earlier = await findPlaced(tx, { scope, key: idempotencyKey });
  if (earlier) {
    if (!earlier.requestHash.equals(hash)) throw new AppError("idempotency_conflict");
    return { locked, newNumber: earlier.number, amountMinor: 0, repeated: true };
  }
  requireOpen(locked, version);
  const facts = await readExchange(tx, { returnId, orderId: order.id });
  const chosen = chooseExchange(facts, lines);
  if (request.state === "requested") await approveReturn(tx, site, { id: returnId, note: "" });
  const key = { idempotencyScope: scope, idempotencyKey, requestHash: hash };
  const created = await writeExchangeOrder(tx, { facts, chosen }, key);
  await insertExchange(tx, {
    id: newId(),
    returnId,
    orderId: order.id,
    newOrderId: created.id,
    paidOrderId: facts.order.paidOrderId,
    lines: chosen.map(({ line, quantity, amountMinor, taxMinor }, index) => {
      return { newPosition: index + 1, position: Number(line.lineId), quantity, amountMinor, taxMinor };
    }),
  });
  await tell(tx, locked, created);
  const amountMinor = chosen.reduce((sum, each) => sum + each.amountMinor, 0);
  return { locked, newNumber: created.number, amountMinor, repeated: false };
}
