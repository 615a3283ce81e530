import { sumMinor } from "@cartwright/contracts/money";
import type { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { readOpenUnits } from "../../../fulfillment/read-open-units.ts";
import { restockUnits } from "../../../inventory/restock-units.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { derivedId } from "../../../kernel/ids.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import { recordRefundLines } from "../../../orders/record-refund-lines.ts";
import type { Payment } from "../../../payments/payment.ts";
import { openRefund } from "../../../payments/refund-payment.ts";
import type { RefundAllocation } from "../../../pricing/allocate-refund.ts";
import { startSaga } from "../../engine/start-saga.ts";
import { cancelGiftCards } from "../cancellation/cancel-gift-cards.ts";
import { REFUND } from "../definitions.ts";

const SAGA_REASON_MAX = 200;

interface OrderRefund {
  readonly payment: Payment | null;
  readonly allocation: RefundAllocation;
  /** Of the payment's refund and of its saga. */
  readonly key: string;
  readonly reason: string;
  readonly by: UserId;
  readonly shippingMinor: number;
  /** The return whose units it pays for. They were sent, so none of them is still to be packed. */
  readonly returnId: string | null;
  readonly keepsDiscount: boolean;
}

/** The id of a refund that sends no money, of units that were cancelled. */
export const unpaidRefundId = (key: string): string => derivedId("no money", key);

/**
 * Opens the payment of an allocated refund under its lock, starts the saga that makes it, and takes units that were not packed
 * out of what is to be sent: they go back to stock. Gift cards that it pays for are cancelled. One that comes to nothing has no payment and no saga. The order is locked.
 * Throws `illegal_transition` when the payment does not have the money, or such a gift card has been used.
 */
export async function openOrderRefund(
  tx: Tx,
  order: LockedOrder,
  refund: OrderRefund,
): Promise<{ readonly refundId: string }> {
  const { payment, key, reason } = refund;
  const { amountMinor } = refund.allocation;
  if (amountMinor === 0) {
    const refundId = unpaidRefundId(key);
    await recordGoods(tx, order, { refund, refundId });
    return { refundId };
  }
  if (!payment) throw new AppError("illegal_transition");
  const intent = { paymentId: payment.id, amountMinor, idempotencyKey: key, reason };
  const { refund: opened } = await openRefund(tx, intent);
  if (!opened) throw new AppError("illegal_transition");
  await recordGoods(tx, order, { refund, refundId: opened.id });
  const data = { reason: reason.slice(0, SAGA_REASON_MAX), refundMinor: amountMinor, refundKey: key };
  await startSaga(tx, REFUND, { orderId: order.id, data, traceparent: null });
  return { refundId: opened.id };
}

/** Records what the refund is for, and takes what was not packed out of what is to be sent. */
async function recordGoods(
  tx: Tx,
  order: LockedOrder,
  { refund, refundId }: { readonly refund: OrderRefund; readonly refundId: string },
): Promise<void> {
  const { allocation, returnId, shippingMinor, keepsDiscount, reason } = refund;
  const open = await readOpenUnits(tx, order.id);
  const lines = allocation.parts.flatMap((part) => {
    if (part.kind !== "line") return [];
    const { lineId, quantity, amountMinor, taxMinor } = part;
    const removed = returnId === null ? Math.min(quantity, open.get(lineId)?.open ?? 0) : 0;
    return [{ lineId, position: Number(lineId), quantity, amountMinor, taxMinor, removed }];
  });
  await cancelGiftCards(tx, order, lines);
  await recordRefundLines(tx, {
    id: refundId,
    orderId: order.id,
    returnId,
    amountMinor: allocation.amountMinor,
    taxMinor: allocation.taxMinor,
    shippingMinor,
    shippingTaxMinor: sumMinor(allocation.parts.map((part) => (part.kind === "shipping" ? part.taxMinor : 0))),
    keepsDiscount,
    reason,
    lines,
  });
  const units = lines.flatMap(({ lineId, removed }) => {
    const variantId = open.get(lineId)?.variantId;
    return variantId && removed > 0 ? [{ variantId, quantity: removed }] : [];
  });
  await restockUnits(tx, { orderId: order.id, actorId: refund.by, units });
}
