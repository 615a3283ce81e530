import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { OrderId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";

/** The shop's books against its orders and the providers' own records, in the back office. */

/** What a comparison can find, the most serious first. */
export const BookFinding = z.enum([
  "paid_without_order",
  "order_without_payment",
  "amount_mismatch",
  "refund_drift",
  "provider_disagrees",
  "webhook_mismatch",
  "webhook_unmatched",
  "stuck",
]);
export type BookFinding = z.infer<typeof BookFinding>;

/** What exactly is wrong. `ours` and `theirs` are amounts in minor units, or null where the fact has none. */
export const BookFactCode = z.enum([
  /** The shop holds `ours` for an order that does not exist. */
  "order_missing",
  /** The shop holds `ours` for a cancelled order. */
  "order_cancelled",
  /** The order counts as paid with `ours`. There is no payment, or it is in `state`. */
  "payment_missing",
  "payment_not_taken",
  /** A payment of `ours` has been in `state` since `since`. */
  "payment_open",
  /** A refund of `ours` was opened at `since` and not made. */
  "refund_open",
  /** The order's total is `ours`, its payment `theirs`. */
  "total_differs",
  /** The payment took or gave back `ours`, the ledger has `theirs`. */
  "ledger_charge_differs",
  "ledger_refund_differs",
  /** The payment took or gave back `ours`, the provider `theirs`. */
  "provider_charge_differs",
  "provider_refund_differs",
  /** The order counts `ours` as refunded, its payment gave back `theirs`. */
  "order_refund_differs",
  /** The provider took `theirs`, and the payment is in `state` here. */
  "captured_there",
  /** The payment took `ours`, and the charge is in `state` at the provider. */
  "not_captured_there",
  /** A signed webhook stated another amount, or another fact. */
  "webhook_amount",
  "webhook_other",
  /** A signed webhook stated a charge of `theirs` for an order that has no payment here; `state` names both. */
  "webhook_unmatched",
  /** The provider gave back `ours`, which was paid back by hand before. */
  "paid_back_twice",
]);
export type BookFactCode = z.infer<typeof BookFactCode>;

export const BookFact = z.strictObject({
  code: BookFactCode,
  ours: z.int().nullable(),
  theirs: z.int().nullable(),
  state: z.string().nullable(),
  since: IsoTime.nullable(),
});
export type BookFact = z.infer<typeof BookFact>;

export const BookFindingRow = z.strictObject({
  orderId: OrderId,
  /** Null when neither the order nor a payment of it exists. */
  orderNumber: z.string().nullable(),
  orderExists: z.boolean(),
  finding: BookFinding,
  facts: z.array(BookFact).max(50),
  currency: Currency,
  provider: z.string().nullable(),
  firstSeenAt: IsoTime,
  resolvedAt: IsoTime.nullable(),
  /** When a repair was last started. */
  repairedAt: IsoTime.nullable(),
});
export type BookFindingRow = z.infer<typeof BookFindingRow>;

export const AdminListFindings = z.strictObject({
  finding: BookFinding.optional(),
  state: z.enum(["open", "resolved"]).default("open"),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

/** The comparison that runs by itself, and the last one by hand. */
export const BookRun = z.strictObject({
  /** When the whole books were last compared from end to end, and how many payments that were. */
  finishedAt: IsoTime.nullable(),
  compared: z.int().min(0),
  /** When any part of them was last compared. */
  checkedAt: IsoTime.nullable(),
  /** Whether a part is being compared now. */
  isRunning: z.boolean(),
});
export type BookRun = z.infer<typeof BookRun>;

export const BookFindingPage = z.strictObject({
  items: z.array(BookFindingRow),
  nextCursor: Cursor.nullable(),
  /** The open ones by kind, the most serious first. A kind without any is missing. */
  counts: z.array(z.strictObject({ finding: BookFinding, count: z.int().min(0) })),
  run: BookRun,
});
export type BookFindingPage = z.infer<typeof BookFindingPage>;

export const AdminReconcile = z.strictObject({ reason: ActReason });
export const Reconciled = z.strictObject({ compared: z.int().min(0), open: z.int().min(0) });
export type Reconciled = z.infer<typeof Reconciled>;

/** What a repair does. The last two do nothing. */
export const RepairEffect = z.enum([
  /** Refunds what the shop holds for an order that it does not deliver. */
  "refund_rest",
  /** Refunds what was paid above the order's total. */
  "refund_overpaid",
  /** Records the charge that the provider made. */
  "record_charge",
  /** The same for an order that was given up: the charge is then refunded. */
  "record_and_refund",
  /** Ends the charge at the provider, so that it can no longer be made. */
  "end_charge",
  /** Tries the order's failing step again, or looks at the provider now. */
  "retry_saga",
  /** Starts the refund that was opened and never sent. */
  "start_refund",
  /** Books the transfers of this payment that the ledger lacks. */
  "book_missing",
  /** Records a refund that was made at the provider. */
  "record_refund",
  /** Sends a recorded refund to the provider that does not have it, with the key that it had. */
  "send_refund",
  /** Brings the order's refunded amount in line with its payment. */
  "align_order",
  /** Cancels an order that nobody has paid for. */
  "cancel_order",
  /** Marks what a webhook stated as checked: the provider's own record agrees with ours. */
  "confirm_record",
  /** Marks a webhook about a charge that is not ours as checked. */
  "mark_checked",
  "nothing_left",
  "by_hand",
]);
export type RepairEffect = z.infer<typeof RepairEffect>;

/** Why a person has to act. */
export const ByHandReason = z.enum([
  "underpaid",
  "charge_differs",
  "no_charge_there",
  "goods_are_out",
  "entries_differ",
  "refund_unclear",
  "more_than_left",
  "order_is_ahead",
  "other_finding_first",
]);
export type ByHandReason = z.infer<typeof ByHandReason>;

const OneFinding = { orderId: OrderId, finding: BookFinding };
export const AdminPreviewRepair = z.strictObject(OneFinding);

export const RepairPreview = z.strictObject({
  effect: RepairEffect,
  /** What moves, in minor units of `currency`. 0 where no money does. */
  amountMinor: AmountMinor,
  currency: Currency,
  provider: z.string().nullable(),
  byHand: ByHandReason.nullable(),
});
export type RepairPreview = z.infer<typeof RepairPreview>;

/** Repairs as previewed. Repeated it changes nothing. */
export const AdminRepair = z.strictObject({
  ...OneFinding,
  effect: RepairEffect.exclude(["nothing_left", "by_hand"]),
  amountMinor: AmountMinor,
  reason: ActReason,
});
export type AdminRepair = z.infer<typeof AdminRepair>;

/** `acted`: false when there was nothing left to repair. `isResolved`: the books agree now; a saga may still have to finish. */
export const RepairResult = z.strictObject({ acted: z.boolean(), isResolved: z.boolean() });
export type RepairResult = z.infer<typeof RepairResult>;
