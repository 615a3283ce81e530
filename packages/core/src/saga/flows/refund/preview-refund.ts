import type { OrderId } from "@cartwright/contracts/ids";
import type { RefundChoice, RefundPreview } from "@cartwright/contracts/refunds";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { giftCardPart } from "../../../payments/refund-payment.ts";
import type { RefundAllocation } from "../../../pricing/allocate-refund.ts";
import { chooseRefund } from "./choose-refund.ts";
import { type Refundable, readRefundable } from "./read-refundable.ts";
import { requirePaidHere } from "./require-paid-here.ts";

/** What a refund would send and why, without sending it. Throws `not_found`, `invalid_input` and what `requirePaidHere` throws. */
export async function previewRefund(db: Db, orderId: OrderId, choice: RefundChoice): Promise<RefundPreview> {
  await requirePaidHere(db, orderId);
  const refundable = await readRefundable(db, orderId);
  return showRefundPreview(refundable, chooseRefund(refundable.order, choice));
}

/** An allocated refund as it is shown before it is made. */
export function showRefundPreview(
  { order, payment, refunds }: Refundable,
  allocation: RefundAllocation,
): RefundPreview {
  const { amountMinor, taxMinor, withheldMinor, parts } = allocation;
  return {
    amountMinor,
    taxMinor,
    withheldMinor,
    giftCardMinor: payment ? giftCardPart(payment, refunds, amountMinor) : 0,
    parts: [...parts],
    remainingMinor: order.remainingMinor,
    remainingShippingMinor: Math.max(0, order.shipping.paidMinor - order.shipping.refundedMinor),
    currency: payment?.currency ?? SHOP_CURRENCY,
  };
}
