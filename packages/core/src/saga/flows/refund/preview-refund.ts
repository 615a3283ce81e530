import type { OrderId } from "@cartwright/contracts/ids";
import type { RefundChoice, RefundPreview } from "@cartwright/contracts/refunds";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { chooseRefund } from "./choose-refund.ts";
import { readRefundable } from "./read-refundable.ts";

/** What a refund would send and why, without sending it. Throws `not_found` and `invalid_input`. */
export async function previewRefund(db: Db, orderId: OrderId, choice: RefundChoice): Promise<RefundPreview> {
  const { order, payment } = await readRefundable(db, orderId);
  const { amountMinor, taxMinor, withheldMinor, parts } = chooseRefund(order, choice);
  return {
    amountMinor,
    taxMinor,
    withheldMinor,
    parts: [...parts],
    remainingMinor: order.remainingMinor,
    remainingShippingMinor: Math.max(0, order.shipping.paidMinor - order.shipping.refundedMinor),
    currency: payment?.currency ?? SHOP_CURRENCY,
  };
}
