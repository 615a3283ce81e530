import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { OrderNumber } from "./ids.ts";
import { AmountMinor } from "./money.ts";
import { LineUnits } from "./orders.ts";
import { RefundPreview } from "./refunds.ts";

/** Units of a confirmed order that are not packed yet, each line once. */
export const AdminPreviewCancelItems = z.strictObject({
  number: OrderNumber,
  lines: z.array(LineUnits).min(1).max(100),
  /** Whether the items that stay keep their discount even if they no longer reach its minimum. */
  keepDiscount: z.boolean().optional(),
});
export type AdminPreviewCancelItems = z.infer<typeof AdminPreviewCancelItems>;

export const AdminCancelItems = z.strictObject({
  ...AdminPreviewCancelItems.shape,
  /** The amount of the preview. Refused as `stale_write` when the cancellation comes to another one by now. */
  expectedMinor: AmountMinor.optional(),
  /** One key for one cancellation. A repeated request changes nothing. */
  idempotencyKey: z.uuid(),
  reason: ActReason,
});
export type AdminCancelItems = z.infer<typeof AdminCancelItems>;

export const CancelItemsPreview = z.strictObject({
  ...RefundPreview.shape,
  /** Nothing of the order is left, so the whole order is cancelled: all that is left of its money goes back. */
  cancelsOrder: z.boolean(),
});
export type CancelItemsPreview = z.infer<typeof CancelItemsPreview>;
