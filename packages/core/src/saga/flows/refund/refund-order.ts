import { formatMoney } from "@cartwright/contracts/money";
import type { OrderId, UserId } from "@cartwright/contracts/ids";
import type { RefundChoice } from "@cartwright/contracts/refunds";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { moveGoods } from "../../../fulfillment/move-goods.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { derivedId } from "../../../kernel/ids.ts";
import { lockOrders } from "../../../orders/move-orders.ts";
import { lockUnfinishedSaga } from "../../engine/unfinished-sagas.ts";
import { chooseRefund } from "./choose-refund.ts";
import { openOrderRefund } from "./open-order-refund.ts";
import { readRefundable } from "./read-refundable.ts";
import { requireNotExchanged } from "./require-not-exchanged.ts";
import { requirePaidHere } from "./require-paid-here.ts";

export interface RefundRequest {
  readonly orderId: OrderId;
  readonly choice: RefundChoice;
  readonly idempotencyKey: string;
  readonly reason: string;
  /** The return whose units it pays for. They were sent, so none of them is still to be packed. */
  readonly returnId?: string;
  readonly by: UserId;
}

export interface StartedRefund {
  readonly refundId: string;
  readonly amountMinor: number;
  /** Made by an earlier request with the same key. */
  readonly repeated: boolean;
}

/**
 * Starts a refund of lines, shipping or an amount: any number of times up to what was captured, also while another refund is
 * on its way. Units that were not packed yet are no longer sent, and go back to stock. The payment is opened here, under its
 * lock, so that refunds at the same time never exceed it together; a saga with the same key makes it. Idempotent by key.
 * Throws `not_found`, `invalid_input` (more than is left, units that were exchanged, or nothing) and `illegal_transition` (not
 * confirmed, being cancelled, or sent in exchange and paid by another order). The caller has checked the permission and audits it.
 */
export async function refundOrder(tx: Tx, request: RefundRequest): Promise<StartedRefund> {
  const { orderId, choice, reason } = request;
  // Sagas are locked before orders, as everywhere.
  const saga = await lockUnfinishedSaga(tx, orderId);
  const order = (await lockOrders(tx, [orderId])).get(orderId);
  if (!order) throw new AppError("not_found");
  const key = derivedId("staff refund", orderId, request.idempotencyKey);
  const refundable = await readRefundable(tx, orderId);
  const earlier = refundable.refunds.find(({ idempotencyKey }) => idempotencyKey === key);
  if (earlier) {
    if (choice.amountMinor !== undefined && choice.amountMinor !== earlier.amountMinor)
      throw new AppError("idempotency_conflict");
    return { refundId: earlier.id, amountMinor: earlier.amountMinor, repeated: true };
  }
  await requirePaidHere(tx, orderId);
  const { status } = order.state;
  const isSold = status === "confirmed" || status === "completed";
  if (!isSold || (saga && saga.kind !== "refund")) throw new AppError("illegal_transition");
  const allocation = chooseRefund(refundable.order, choice);
  if (request.returnId !== undefined)
    await requireNotExchanged(tx, { returnId: request.returnId, refunds: refundable.refunds }, choice.lines ?? []);
  const { amountMinor } = allocation;
  if (amountMinor === 0 || !refundable.payment) {
    throw new AppError("invalid_input", { message: getTranslations("errorDetails")("nothingToRefund") });
  }
  const { refundId } = await openOrderRefund(tx, order, {
    payment: refundable.payment,
    allocation,
    key,
    reason,
    by: request.by,
    shippingMinor: choice.shippingMinor ?? 0,
    returnId: request.returnId ?? null,
    keepsDiscount: false,
  });
  const amount = formatMoney(amountMinor, order.currency);
  const message = getTranslations("orderUpdates")("refundRequested", { amount });
  await moveGoods(tx, order, { type: "payment.refund_requested", message, data: { refundId } });
  return { refundId, amountMinor, repeated: false };
}
