import { z } from "zod";
import { Day, DayPeriod } from "./day-period.ts";
import { OrderNumber } from "./ids.ts";
import { Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";

/** The double-entry ledger in the back office. A debit is positive, a credit negative; the entries of a transfer sum to zero. */

export const LedgerAccount = z.enum([
  "provider_balance",
  "customer_payments",
  "customer_refunds",
  "provider_fees",
  "refunds_by_hand",
  "gift_cards",
  "gift_cards_issued",
  "gift_cards_sold",
]);
export type LedgerAccount = z.infer<typeof LedgerAccount>;

/** What a transfer records. */
export const TransferKind = z.enum([
  "charge",
  "fee",
  "refund",
  "refund_by_hand",
  "gift_card_issued",
  "gift_card_sold",
  "gift_card_cancelled",
  "gift_card_spent",
  "gift_card_refunded",
]);
export type TransferKind = z.infer<typeof TransferKind>;

export const AdminListLedger = z.strictObject({
  order: OrderNumber.optional(),
  account: LedgerAccount.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const LedgerRow = z.strictObject({
  id: z.int(),
  at: IsoTime,
  /** Null, like the provider, for a gift card that was issued, sold or cancelled. */
  orderNumber: OrderNumber.nullable(),
  kind: TransferKind,
  account: LedgerAccount,
  amountMinor: z.int(),
  currency: Currency,
  provider: z.string().nullable(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export const LedgerPage = z.strictObject({
  items: z.array(LedgerRow),
  nextCursor: Cursor.nullable(),
});
export type LedgerPage = z.infer<typeof LedgerPage>;

/** Without a period: this month so far, on the shop's calendar. With an order, all of its entries. */
export const AdminLedgerBalances = z.strictObject({ order: OrderNumber.optional(), period: DayPeriod.optional() });

export const LedgerBalances = z.strictObject({
  /** Null for an order: all of its entries. */
  period: z.strictObject({ from: Day, to: Day }).nullable(),
  accounts: z.array(z.strictObject({ account: LedgerAccount, currency: Currency, amountMinor: z.int() })),
  /** False when the period has more entries than are added up. */
  isComplete: z.boolean(),
});
export type LedgerBalances = z.infer<typeof LedgerBalances>;

/** Totals of each day as CSV. `isComplete`: false when there were more rows than an export has. */
export const DailyTotals = z.strictObject({
  csv: z.string(),
  rows: z.int().min(0),
  isComplete: z.boolean(),
  timeZone: z.string(),
});
export type DailyTotals = z.infer<typeof DailyTotals>;
