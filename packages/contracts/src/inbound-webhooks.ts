import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { OrderNumber } from "./ids.ts";
import { Cursor, IsoTime } from "./paging.ts";

/** Webhooks that payment providers send to the shop, in the back office. */

/**
 * `applied`: its payment moved. `ignored`: nothing new. `unmatched`: it matches no payment. `mismatch`: it contradicted its payment
 * and was kept as evidence.
 */
export const InboundOutcome = z.enum(["applied", "ignored", "unmatched", "mismatch"]);
export type InboundOutcome = z.infer<typeof InboundOutcome>;

/**
 * What running a webhook again does. The first three change the payment to what the provider's own record says; the last of them
 * refunds a charge that came after its order was given up. The others change nothing.
 */
export const RerunEffect = z.enum([
  "moves_payment",
  "books_fee",
  "refunds_late",
  "nothing_new",
  "no_payment",
  "no_charge",
  "contradicts",
  "not_about_charge",
]);
export type RerunEffect = z.infer<typeof RerunEffect>;

/** Whether a re-run with this effect changes a payment. */
export const RERUN_ACTS: ReadonlySet<RerunEffect> = new Set(["moves_payment", "books_fee", "refunds_late"]);

const Event = z.strictObject({ provider: z.string().min(1).max(40), eventId: z.string().min(1).max(100) });

export const AdminListInboundWebhooks = z.strictObject({
  outcome: InboundOutcome.optional(),
  order: OrderNumber.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const InboundWebhookRow = Event.extend({
  type: z.string(),
  outcome: InboundOutcome,
  orderNumber: z.string().nullable(),
  receivedAt: IsoTime,
  /** The last time that staff ran it again. */
  rerun: z.strictObject({ at: IsoTime, effect: RerunEffect }).nullable(),
});
export type InboundWebhookRow = z.infer<typeof InboundWebhookRow>;

/** Requests that were not stored, by reason, of the last 24 hours: refused (`signature_invalid`), or failed and sent again. */
export const InboundRefusal = z.strictObject({
  provider: z.string(),
  reason: z.string(),
  count: z.int().min(1),
  lastAt: IsoTime,
});
export type InboundRefusal = z.infer<typeof InboundRefusal>;

export const InboundWebhookPage = z.strictObject({
  items: z.array(InboundWebhookRow),
  nextCursor: Cursor.nullable(),
  refusals: z.array(InboundRefusal).max(20),
});
export type InboundWebhookPage = z.infer<typeof InboundWebhookPage>;

export const AdminInboundWebhook = Event;
export type AdminInboundWebhook = z.infer<typeof AdminInboundWebhook>;

export const InboundWebhookDetail = InboundWebhookRow.extend({
  providerRef: z.string().nullable(),
  /** As stored: without personal data. */
  payload: z.unknown(),
  /** What a `mismatch` contradicted, as text. Amounts in minor units; null where there was none. */
  differences: z.array(
    z.strictObject({ fact: z.string(), expected: z.string().nullable(), received: z.string().nullable() }),
  ),
});
export type InboundWebhookDetail = z.infer<typeof InboundWebhookDetail>;

export const RerunPreview = z.strictObject({
  effect: RerunEffect,
  /** The payment's state before and after; null where nothing changes. */
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type RerunPreview = z.infer<typeof RerunPreview>;

export const AdminRerunWebhook = Event.extend({ reason: ActReason });
export const RerunResult = z.strictObject({ effect: RerunEffect });
