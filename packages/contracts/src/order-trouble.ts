import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { OrderNumber, SagaId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { IsoTime } from "./paging.ts";
import { line } from "./text.ts";

/** A saga that needs a person: it is stuck, or it has been failing for so long that people are told. */
export const OrderTrouble = z.strictObject({
  sagaId: SagaId,
  kind: z.string(),
  step: z.string(),
  /** What has to go back to the customer and does not. Null when it is not a refund that fails. */
  refundMinor: AmountMinor.nullable(),
  currency: Currency,
  /** How often its step has failed. */
  failures: z.int().min(0),
  /** Why it failed last: a code of the error table. Null when that is not known. */
  reason: z.string().nullable(),
  since: IsoTime,
  /** When it is tried again by itself. Null when only a person can do that. */
  nextAttemptAt: IsoTime.nullable(),
});
export type OrderTrouble = z.infer<typeof OrderTrouble>;

export const REFUND_REFERENCE_MAX = 120;

export const AdminPreviewManualRefund = z.strictObject({ number: OrderNumber, sagaId: SagaId });

/** What marking a refund as made by hand would record. */
export const ManualRefundPreview = z.strictObject({
  amountMinor: AmountMinor.min(1),
  currency: Currency,
  provider: z.string(),
  /** Whether the provider says that it has not made this refund. False when it does not respond or does not say. */
  isUnmade: z.boolean(),
  /** The steps that the saga continues with: it does them, or undoes them. */
  next: z.array(z.string()),
  undoes: z.boolean(),
});
export type ManualRefundPreview = z.infer<typeof ManualRefundPreview>;

/** Records a refund that the shop has paid outside of the payment provider. Repeated with the same reference it changes nothing. */
export const AdminMarkRefunded = z.strictObject({
  number: OrderNumber,
  sagaId: SagaId,
  /** As previewed. */
  amountMinor: AmountMinor.min(1),
  /** Where the payment is found, such as the reference of the bank transfer. */
  reference: line(REFUND_REFERENCE_MAX),
  reason: ActReason,
  /** That a person has looked at the provider and found no refund. Required while the provider does not say so itself. */
  checkedAtProvider: z.boolean(),
});
export type AdminMarkRefunded = z.infer<typeof AdminMarkRefunded>;
