import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { Address, Email, PaymentChoice, Quote, ShippingMethodId, StoredAddress } from "./checkout.ts";
import { OrderNumber, VariantId } from "./ids.ts";
import { AmountMinor } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { RowVersion } from "./row-version.ts";
import { isStorable } from "./text.ts";
import { problem } from "./field-problem.ts";

/** For how many days a payment link works. */
export const PAYMENT_LINK_DAYS = 14;
export const DRAFT_NOTE_MAX = 1_000;
const DRAFT_LINES_MAX = 100;

/** `paid`: it has become an order. `expired`: its payment link has. */
export const DraftState = z.enum(["open", "sent", "expired", "paid"]);
export type DraftState = z.infer<typeof DraftState>;

/** What staff take off the goods, instead of any promotion, and why. */
export const DraftDiscount = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("percentage"), percentBp: z.int().min(1).max(10_000), reason: ActReason }),
  z.strictObject({ kind: z.literal("fixed"), amountMinor: AmountMinor.min(1), reason: ActReason }),
]);
export type DraftDiscount = z.infer<typeof DraftDiscount>;

const DraftLine = z.strictObject({ variantId: VariantId, quantity: z.int().min(1).max(999) });

/** An order as staff put it together. The address and the method may follow until it is sent. */
const DraftContent = z.strictObject({
  email: Email,
  lines: z
    .array(DraftLine)
    .min(1)
    .max(DRAFT_LINES_MAX)
    .refine((lines) => new Set(lines.map(({ variantId }) => variantId)).size === lines.length),
  shippingAddress: Address.nullable().default(null),
  shippingMethodId: ShippingMethodId.nullable().default(null),
  discount: DraftDiscount.nullable().default(null),
  /** For staff only. */
  note: z.string().trim().max(DRAFT_NOTE_MAX).refine(isStorable, problem("characters")).default(""),
});

export const AdminSaveDraft = z.strictObject({
  /** An id that the client made. */
  draftId: z.uuid(),
  /** The version that was edited. Absent for a new draft. */
  version: RowVersion.optional(),
  ...DraftContent.shape,
});
export type AdminSaveDraft = z.infer<typeof AdminSaveDraft>;

export const AdminGetDraft = z.strictObject({ draftId: z.uuid() });
export const AdminSendDraft = z.strictObject({ draftId: z.uuid(), version: RowVersion });
export type AdminSendDraft = z.infer<typeof AdminSendDraft>;

export const AdminDraft = z.strictObject({
  draftId: z.uuid(),
  /** Shown to staff: #12. */
  number: z.int(),
  version: z.int(),
  state: DraftState,
  email: z.string(),
  lines: z.array(
    z.strictObject({ ...DraftLine.shape, title: z.string(), variantTitle: z.string(), sku: z.string().nullable() }),
  ),
  shippingAddress: StoredAddress.nullable(),
  shippingMethodId: z.string().nullable(),
  discount: DraftDiscount.nullable(),
  note: z.string(),
  /** What it costs now. Null when it cannot be ordered as it is; `problem` says why. */
  quote: Quote.nullable(),
  problem: z.string().nullable(),
  createdAt: IsoTime,
  sentAt: IsoTime.nullable(),
  linkExpiresAt: IsoTime.nullable(),
  /** The order that it has become, or is becoming. */
  orderNumber: OrderNumber.nullable(),
});
export type AdminDraft = z.infer<typeof AdminDraft>;

export const AdminListDrafts = z.strictObject({
  state: DraftState.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const AdminDraftRow = z.strictObject({
  draftId: z.uuid(),
  number: z.int(),
  state: DraftState,
  email: z.string(),
  customer: z.string().nullable(),
  units: z.int(),
  createdAt: IsoTime,
  orderNumber: OrderNumber.nullable(),
});
export type AdminDraftRow = z.infer<typeof AdminDraftRow>;
export const AdminDraftPage = z.strictObject({ items: z.array(AdminDraftRow), nextCursor: Cursor.nullable() });
export type AdminDraftPage = z.infer<typeof AdminDraftPage>;

/** The key of a mailed payment link. */
const PaymentKey = z.string().min(1).max(100);

export const OpenPaymentLink = z.strictObject({ key: PaymentKey });

/** What the customer is asked to pay. */
export const PaymentRequest = z.strictObject({
  email: z.string(),
  quote: Quote,
  /** As it is printed. Empty when nothing ships. */
  shippingAddressLines: z.array(z.string()),
  linkExpiresAt: IsoTime,
});
export type PaymentRequest = z.infer<typeof PaymentRequest>;

export const PayDraft = z.strictObject({
  key: PaymentKey,
  /** One attempt to pay, however often it is sent. */
  idempotencyKey: z.uuid().toLowerCase(),
  payment: PaymentChoice,
  expectedTotalMinor: AmountMinor,
  /** That of the quote which was shown. */
  quoteVersion: Quote.shape.version,
});
export type PayDraft = z.infer<typeof PayDraft>;
