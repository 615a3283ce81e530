import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { AdminOrder } from "./admin.ts";
import { OrderNumber } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { OrderLineId } from "./order-line-id.ts";
import { LineUnits } from "./orders.ts";

/** What to refund: units of lines, part of the shipping price (before tax that was added), and the amount to send. */
export const RefundChoice = z.strictObject({
  lines: z.array(LineUnits).max(100).optional(),
  shippingMinor: AmountMinor.optional(),
  /** Exactly this much, tax included, in place of what lines and shipping come to. */
  amountMinor: AmountMinor.min(1).optional(),
});
export type RefundChoice = z.infer<typeof RefundChoice>;

export const AdminPreviewRefund = z.strictObject({ number: OrderNumber, ...RefundChoice.shape });

export const AdminRefundOrder = z.strictObject({
  ...AdminPreviewRefund.shape,
  /** One key for one refund. A repeated request returns the same refund. */
  idempotencyKey: z.uuid(),
  reason: ActReason,
});
export type AdminRefundOrder = z.infer<typeof AdminRefundOrder>;

const SignedMinor = z.int();

/** What a refund is made of. The amounts of the parts add up to its amount. */
export const RefundPart = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("line"),
    lineId: OrderLineId,
    quantity: z.int().min(1),
    goodsMinor: AmountMinor,
    discountMinor: AmountMinor,
    taxMinor: AmountMinor,
    amountMinor: AmountMinor,
  }),
  z.strictObject({
    kind: z.literal("shipping"),
    shippingMinor: AmountMinor,
    taxMinor: AmountMinor,
    amountMinor: AmountMinor,
  }),
  /** What is sent more or less than the other parts come to. */
  z.strictObject({ kind: z.literal("adjustment"), taxMinor: SignedMinor, amountMinor: SignedMinor }),
]);

export const RefundPreview = z.strictObject({
  amountMinor: AmountMinor,
  /** How much of the amount is tax. */
  taxMinor: AmountMinor,
  /** How much of it is held back, because the goods that stay no longer reach the minimum of their discount. */
  withheldMinor: AmountMinor,
  parts: z.array(RefundPart),
  /** How much of it goes back to gift cards, since they paid and the provider has no more of it. */
  giftCardMinor: AmountMinor,
  /** The most that can be refunded now: what was captured, less all refunds, those on their way included. */
  remainingMinor: AmountMinor,
  /** How much of the shipping price has not gone back. */
  remainingShippingMinor: AmountMinor,
  currency: Currency,
});
export type RefundPreview = z.infer<typeof RefundPreview>;

export const RefundedOrder = z.strictObject({ refundId: z.uuid(), order: AdminOrder });
