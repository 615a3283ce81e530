import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import type { Payment, Refund } from "./payment.ts";
import {
  lockPayments,
  type MadeRefundPosition,
  selectMadeRefundsAfter,
  selectPaymentsOfOrders,
  selectRefundsOfPayments,
} from "./payments.sql.ts";

/** The payments of orders, by order. Orders without a payment are left out. At most 500 orders. */
export async function readPaymentsOfOrders(db: Db | Tx, orderIds: readonly OrderId[]): Promise<Map<OrderId, Payment>> {
  if (orderIds.length > 500) throw new RangeError("more than 500 orders");
  const payments = await selectPaymentsOfOrders(db, orderIds);
  return new Map(payments.map((payment) => [payment.orderId, payment]));
}

/** The refunds of one payment, oldest first. */
export async function readRefunds(db: Db | Tx, payment: Payment): Promise<Refund[]> {
  return await selectRefundsOfPayments(db, [payment.id]);
}

/** The refunds of up to 500 payments, by payment, oldest first. A payment without any is left out. */
export async function readRefundsOfPayments(
  db: Db | Tx,
  payments: readonly Payment[],
): Promise<ReadonlyMap<PaymentId, readonly Refund[]>> {
  if (payments.length > 500) throw new RangeError("more than 500 payments");
  const ids = payments.map(({ id }) => id);
  return Map.groupBy(await selectRefundsOfPayments(db, ids), ({ paymentId }) => paymentId);
}

/** Locks the payment of an order, if it has one. */
export async function lockPaymentsOf(tx: Tx, orderId: OrderId): Promise<void> {
  const payments = await selectPaymentsOfOrders(tx, [orderId]);
  await lockPayments(
    tx,
    payments.map(({ id }) => id),
  );
}

/** The next refunds that were made, after a position, with their orders. */
export async function readMadeRefundsAfter(
  db: Db | Tx,
  after: { readonly at: string; readonly id: string },
  page: { readonly limit: number; readonly graceSeconds: number },
): Promise<MadeRefundPosition[]> {
  return selectMadeRefundsAfter(db, after, page);
}
