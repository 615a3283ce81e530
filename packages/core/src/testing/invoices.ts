import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { newId } from "../kernel/ids.ts";
import { recordRefundLines } from "../orders/record-refund-lines.ts";
import { openRefund, recordRefund } from "../payments/refund-payment.ts";
import { createOrder, newGuest, type OrderFixture } from "./fixtures.ts";
import { createCapturedPayment } from "./payments.ts";

/** Sets who sells, without which no document is issued. */
export async function setSeller(db: Db): Promise<void> {
  await db
    .updateTable("invoices.settings")
    .set({
      seller_name: "Θέατρο Łódź Ltd",
      seller_address: "Mühlenweg 7\n10115 Berlin\nGermany",
      vat_number: "DE123456789",
      footer: "Registered in Berlin, HRB 12345",
    })
    .execute();
}

/** An order that was paid and confirmed, as if its checkout had ended. */
export async function createConfirmedOrder(db: Db, fixture: OrderFixture = {}) {
  const order = await createOrder(db, newGuest(), {
    status: "confirmed",
    events: ["order.created", "order.confirmed"],
    ...fixture,
  });
  await db
    .updateTable("orders.orders")
    .set({ settled_at: new Date(Date.now() - 3_600_000) })
    .where("id", "=", order.id)
    .execute();
  const payment = await createCapturedPayment(db, {
    orderId: order.id,
    orderNumber: order.number,
    amountMinor: fixture.totalMinor ?? 1_999,
  });
  return { ...order, paymentId: payment.id };
}

/** A refund that the provider has made: units of the order's one line, or a free amount. */
export async function createRefund(
  db: Db,
  order: { readonly id: OrderId; readonly paymentId: Awaited<ReturnType<typeof createCapturedPayment>>["id"] },
  { amountMinor, taxMinor = 0, quantity = 0 }: { amountMinor: number; taxMinor?: number; quantity?: number },
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const idempotencyKey = newId();
    const opened = await openRefund(tx, { paymentId: order.paymentId, amountMinor, idempotencyKey, reason: "test" });
    const refundId = opened.refund?.id ?? "";
    const line = { position: 1, quantity, removed: 0, amountMinor, taxMinor };
    await recordRefundLines(tx, {
      id: refundId,
      orderId: order.id,
      returnId: null,
      amountMinor,
      taxMinor,
      shippingMinor: 0,
      shippingTaxMinor: 0,
      keepsDiscount: false,
      reason: "test",
      lines: quantity > 0 ? [line] : [],
    });
    await recordRefund(tx, { paymentId: order.paymentId, refundId, providerRef: `re_${refundId}` });
    return refundId;
  });
}
