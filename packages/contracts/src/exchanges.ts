import { z } from "zod";
import { AdminOrder } from "./admin.ts";
import { OrderNumber, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { OrderLineId } from "./order-line-id.ts";
import { LineUnits } from "./orders.ts";
import { Backorder } from "./stock-policy.ts";

/** Variants of a product that are offered in exchange. */
export const EXCHANGE_VARIANTS_MAX = 500;

/** Units of a returned line, and the variant that is sent for them. */
export const ExchangeLine = z.strictObject({ ...LineUnits.shape, variantId: VariantId });
export type ExchangeLine = z.infer<typeof ExchangeLine>;

export const AdminPreviewExchange = z.strictObject({
  returnId: z.uuid(),
  lines: z.array(ExchangeLine).max(100).default([]),
});
export type AdminPreviewExchange = z.infer<typeof AdminPreviewExchange>;

export const AdminExchangeReturn = z.strictObject({
  returnId: z.uuid(),
  /** A line may be exchanged for several variants. A variant is named once. */
  lines: z.array(ExchangeLine).min(1).max(100),
  /** The version of the order that the preview was of. */
  version: z.int().min(0),
  /** One key for one exchange. A repeated request returns the same exchange. */
  idempotencyKey: z.uuid(),
});
export type AdminExchangeReturn = z.infer<typeof AdminExchangeReturn>;

/** Another variant of a returned product. */
export const ExchangeVariant = z.strictObject({
  variantId: VariantId,
  title: z.string(),
  sku: z.string().nullable(),
  /** Units that can be ordered now. 0: sold out, and not sold on backorder. */
  available: z.int().min(0),
  /** Null unless it is sold on backorder. */
  backorder: Backorder.nullable(),
});
export type ExchangeVariant = z.infer<typeof ExchangeVariant>;

/** A line of a return: how many of its units can be exchanged, and what has become of the others. */
export const ExchangeableLine = z.strictObject({
  lineId: OrderLineId,
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  /** Units of the return. */
  quantity: z.int().min(0),
  exchangeable: z.int().min(0),
  exchanged: z.int().min(0),
  refunded: z.int().min(0),
  /** Those that are for sale, the returned one left out. */
  variants: z.array(ExchangeVariant),
});
export type ExchangeableLine = z.infer<typeof ExchangeableLine>;

/** What an exchange would send. */
export const ExchangedUnits = z.strictObject({
  ...ExchangeLine.shape,
  title: z.string(),
  variantTitle: z.string(),
  /** What was paid for the units, tax included. They are sent for it, whatever the variant costs now. */
  amountMinor: AmountMinor,
  /** Units that can still be ordered afterwards. */
  leftAvailable: z.int().min(0),
  /** The working days after which units that are not in stock are sent. Null when all are in stock. */
  backorderDays: z.int().nullable(),
});
export type ExchangedUnits = z.infer<typeof ExchangedUnits>;

export const ExchangePreview = z.strictObject({
  number: OrderNumber,
  /** Counts what happens to the order. */
  version: z.int().min(0),
  currency: Currency,
  lines: z.array(ExchangeableLine),
  sent: z.array(ExchangedUnits),
  /** What was paid for all of it. Nothing is charged or refunded. */
  amountMinor: AmountMinor,
});
export type ExchangePreview = z.infer<typeof ExchangePreview>;

export const ExchangedReturn = z.strictObject({
  order: AdminOrder,
  /** The order by which the new items are sent. */
  newNumber: OrderNumber,
});
