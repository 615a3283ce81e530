import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { newId } from "../kernel/ids.ts";
import type { Payment } from "./payment.ts";
import { insertPayments, selectPaymentsOfOrders } from "./payments.sql.ts";

export interface PaymentIntent {
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly sagaId: SagaId;
  readonly provider: "sandbox" | "stripe";
  /** The payment token from the provider's own form. Never logged. */
  readonly token: string;
  readonly amountMinor: number;
  /** The part of it that gift cards pay, which are held for the order. */
  readonly giftCardMinor?: number;
  readonly currency: Currency;
  /** The trace of the order. */
  readonly traceparent?: string | null;
}

/**
 * Records the intent to charge these orders, before any provider is called. An order has one payment for ever: on
 * repetition the payment is returned as it is, with the idempotency key it started with. In the order of `intents`; one or
 * two statements.
 */
export async function openPayments(tx: Tx, intents: readonly PaymentIntent[]): Promise<Payment[]> {
  if (intents.length === 0) return [];
  const opened = await insertPayments(
    tx,
    intents.map((intent) => ({ traceparent: null, giftCardMinor: 0, ...intent, id: newId(), idempotencyKey: newId() })),
  );
  const byOrder = new Map(opened.map((payment) => [payment.orderId, payment]));
  const missing = intents.filter((intent) => !byOrder.has(intent.orderId)).map((intent) => intent.orderId);
  for (const payment of await selectPaymentsOfOrders(tx, missing)) byOrder.set(payment.orderId, payment);
  return intents.map((intent) => {
    const payment = byOrder.get(intent.orderId);
    if (!payment) throw new Error(`payment of order ${intent.orderId} is neither new nor there`);
    return payment;
  });
}
