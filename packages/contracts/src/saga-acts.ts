import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { OrderNumber, SagaId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";

/** What staff can do with a saga that has not ended, in the back office. Trying its step again is `admin.orders.resumeSaga`. */

/** Why a step may be skipped, and what is then left to a person. */
export const SkipEffect = z.enum([
  /** The goods are not put back: their stock has to be counted. */
  "stock_not_returned",
  /** The customer gets no mail, and their promotion stays used. */
  "customer_not_told",
  /** The stock stays reserved until its hold expires. */
  "hold_expires",
]);
export type SkipEffect = z.infer<typeof SkipEffect>;

/** Why nothing can be done. */
export const SagaRefusal = z.enum([
  /** It has ended. */
  "ended",
  /** Its step does not fail. */
  "not_failing",
  /** The step moves money, or the rest of the order depends on it. */
  "step_needed",
  /** It goes forward only. */
  "no_way_back",
  /** It is being undone already. */
  "already_undoing",
  /** Another saga of the order is running. */
  "order_busy",
]);
export type SagaRefusal = z.infer<typeof SagaRefusal>;

export const AdminPreviewSagaActs = z.strictObject({ number: OrderNumber, sagaId: SagaId });

export const SagaActs = z.strictObject({
  /** The step that it is at, and whether it is being done or undone. */
  step: z.string(),
  direction: z.enum(["do", "undo"]),
  skip: z.strictObject({ effect: SkipEffect.nullable(), refusal: SagaRefusal.nullable() }),
  compensate: z.strictObject({
    /** The steps that are undone, in this order. */
    steps: z.array(z.string()),
    /** What has been captured and goes back. 0 when nothing has; a charge that is not decided is cancelled. */
    refundMinor: AmountMinor,
    currency: Currency,
    mayBeCharged: z.boolean(),
    refusal: SagaRefusal.nullable(),
  }),
});
export type SagaActs = z.infer<typeof SagaActs>;

/** `step` is the one that was seen: when the saga has moved on, nothing is done. */
export const AdminSkipStep = z.strictObject({
  number: OrderNumber,
  sagaId: SagaId,
  step: z.string().max(40),
  reason: ActReason,
});
export const AdminCompensateSaga = z.strictObject({ number: OrderNumber, sagaId: SagaId, reason: ActReason });
