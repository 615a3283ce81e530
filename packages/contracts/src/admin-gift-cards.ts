import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { Email } from "./checkout.ts";
import { Day } from "./day-period.ts";
import { GIFT_CARD_VALUE_MAX } from "./gift-card-text.ts";
import { GiftCardId, OrderNumber } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { RowVersion } from "./row-version.ts";
import { optionalLine } from "./text.ts";

/** Gift cards in the back office. */

export const GiftCardState = z.enum(["active", "used", "expired", "disabled"]);
export type GiftCardState = z.infer<typeof GiftCardState>;

/** A card in the back office. Its code is known to nobody but whoever has it. */
export const AdminGiftCard = z.strictObject({
  id: GiftCardId,
  last4: z.string(),
  state: GiftCardState,
  currency: Currency,
  initialMinor: AmountMinor,
  balanceMinor: AmountMinor,
  /** The part of the balance that orders in progress hold. */
  heldMinor: AmountMinor,
  /** The end of its last day, unless a refund has moved it. */
  expiresAt: IsoTime.nullable(),
  /** The last day on which it can be used, on the shop's calendar. */
  lastDay: Day.nullable(),
  recipientEmail: z.string().nullable(),
  note: z.string(),
  /** The order that it was sold with. Null for one that the shop gave away. */
  orderNumber: OrderNumber.nullable(),
  createdAt: IsoTime,
  version: RowVersion,
});
export type AdminGiftCard = z.infer<typeof AdminGiftCard>;

export const GIFT_CARD_SEARCH_MAX = 254;

export const AdminListGiftCards = z.strictObject({
  /** The last four characters of the code, the whole code, or the recipient's email address. */
  query: optionalLine(GIFT_CARD_SEARCH_MAX).default(""),
  state: GiftCardState.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const AdminGiftCardPage = z.strictObject({ items: z.array(AdminGiftCard), nextCursor: Cursor.nullable() });
export type AdminGiftCardPage = z.infer<typeof AdminGiftCardPage>;

export const AdminGetGiftCard = z.strictObject({ id: GiftCardId });

/** What happened to a card's value. Negative when it was spent. */
export const GiftCardEntry = z.strictObject({
  at: IsoTime,
  kind: z.enum(["issued", "sold", "cancelled", "held", "spent", "refunded"]),
  orderNumber: OrderNumber.nullable(),
  amountMinor: z.int(),
});
export type GiftCardEntry = z.infer<typeof GiftCardEntry>;

export const AdminGiftCardDetail = AdminGiftCard.extend({
  /** The newest first, 100 at most. */
  history: z.array(GiftCardEntry),
});
export type AdminGiftCardDetail = z.infer<typeof AdminGiftCardDetail>;

export const AdminIssueGiftCard = z.strictObject({
  idempotencyKey: z.uuid().toLowerCase(),
  amountMinor: z.int().min(1).max(GIFT_CARD_VALUE_MAX),
  /** Whom the code is mailed to. Without one it is only shown. */
  recipientEmail: Email.optional(),
  /** Printed in the mail. */
  message: optionalLine(300).default(""),
  /** The last day on which it can be used, on the shop's calendar. */
  expiresOn: Day.optional(),
  reason: ActReason,
});

/** `code` is null when the same request has been carried out before: it was shown then. */
export const IssuedGiftCard = z.strictObject({ id: GiftCardId, code: z.string().nullable() });
export type IssuedGiftCard = z.infer<typeof IssuedGiftCard>;

export const AdminDisableGiftCard = z.strictObject({
  id: GiftCardId,
  isDisabled: z.boolean(),
  expectedVersion: RowVersion,
  reason: ActReason,
});

/** A new code for the same card, for a recipient who lost theirs. The old one can't be used any more. */
export const AdminReplaceGiftCardCode = z.strictObject({
  id: GiftCardId,
  expectedVersion: RowVersion,
  reason: ActReason,
});
