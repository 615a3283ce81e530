import { z } from "zod";
import { OrderNumber, ProductId, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { StoredAddress } from "./checkout.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { OrderEventType } from "./messages.ts";
import { OrderStatuses } from "./order-status.ts";
import { ProductImage } from "./catalog.ts";
import { LineDownloads } from "./downloads.ts";
import { OrderLineId } from "./order-line-id.ts";
import { optionalLine } from "./text.ts";
import { RETURN_REASON_MAX } from "./return-reason.ts";

export const OrderLine = z.strictObject({
  id: OrderLineId,
  variantId: VariantId,
  productId: ProductId,
  slug: z.string().nullable(),
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  image: ProductImage.nullable(),
  quantity: z.int().min(1),
  unitPriceMinor: AmountMinor,
  totalMinor: AmountMinor,
  /** Units that have arrived and are not part of a return yet. */
  returnableQuantity: z.int().min(0),
  /** Units that were not in stock when they were reserved, and the day by which they ship. Null when all were. */
  requiresShipping: z.boolean(),
  /** The files of a digital line, once the order is confirmed. Null when it has none. */
  downloads: LineDownloads.nullable(),
  backorder: z.strictObject({ units: z.int().min(1), shipsBy: z.iso.date() }).nullable(),
  /** Units that are still to be packed. */
  openQuantity: z.int().min(0),
  /** Units that are refunded, or being refunded. */
  refundedQuantity: z.int().min(0),
  /** Units that were refunded or cancelled before they were packed: they are not sent. */
  cancelledQuantity: z.int().min(0),
});

/** Units of a line of an order. */
export const LineUnits = z.strictObject({ lineId: OrderLineId, quantity: z.int().min(1).max(999) });
export type LineUnits = z.infer<typeof LineUnits>;

export const FulfillmentState = z.enum(["packed", "shipped", "delivered"]);
export type FulfillmentState = z.infer<typeof FulfillmentState>;

/** A parcel of an order: what is in it, and how it travels. */
export const OrderFulfillment = z.strictObject({
  id: z.uuid(),
  state: FulfillmentState,
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  /** Where it can be followed: the carrier's page, or a link of its own. */
  trackingUrl: z.string().nullable(),
  packedAt: IsoTime,
  shippedAt: IsoTime.nullable(),
  deliveredAt: IsoTime.nullable(),
  lines: z.array(LineUnits),
});
export type OrderFulfillment = z.infer<typeof OrderFulfillment>;

/** `pending` until the provider has paid it back. */
export const RefundState = z.enum(["pending", "done", "failed"]);

/** Money that goes back. Without lines and shipping it is an amount that staff chose. */
export const OrderRefund = z.strictObject({
  id: z.uuid(),
  state: RefundState,
  amountMinor: AmountMinor,
  /** How much of the amount is tax. */
  taxMinor: AmountMinor,
  /** How much of the shipping price it gives back, before tax where that was added. */
  shippingMinor: AmountMinor,
  createdAt: IsoTime,
  lines: z.array(z.strictObject({ ...LineUnits.shape, amountMinor: AmountMinor })),
});
export type OrderRefund = z.infer<typeof OrderRefund>;

export const ReturnState = z.enum(["requested", "approved", "received", "refused"]);
export type ReturnState = z.infer<typeof ReturnState>;

/** An exchange of returned units, with how many of each line, and what was sent for them. */
export const ReturnExchange = z.strictObject({
  /** The order by which the new items are sent. */
  number: OrderNumber,
  /** Whether that order was cancelled, and the exchange with it. */
  isCancelled: z.boolean(),
  lines: z.array(z.strictObject({ ...LineUnits.shape, title: z.string(), variantTitle: z.string() })),
});
export type ReturnExchange = z.infer<typeof ReturnExchange>;

/** A return that the shopper has requested, with how many units of each line, and how many of them have been received. */
export const OrderReturn = z.strictObject({
  id: z.uuid(),
  state: ReturnState,
  /** What staff wrote to the shopper when they decided. Empty without. */
  note: z.string(),
  createdAt: IsoTime,
  lines: z.array(
    z.strictObject({ lineId: OrderLineId, quantity: z.int().min(1), received: z.int().min(0), reason: z.string() }),
  ),
  /** Oldest first. */
  exchanges: z.array(ReturnExchange),
});
export type OrderReturn = z.infer<typeof OrderReturn>;

export const TimelineEntry = z.strictObject({
  seq: z.int().min(1),
  type: OrderEventType,
  at: IsoTime,
  message: z.string(),
  /** The state of the order after this event. */
  ...OrderStatuses.shape,
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** What the shopper must do next, such as approving a payment on the provider's page. */
export const OrderAction = z.strictObject({
  kind: z.literal("approve_payment"),
  url: z.url(),
  expiresAt: IsoTime.nullable(),
});

/** Why a checkout failed. `internal` covers every cause that the shopper cannot change. */
export const CheckoutFailure = z.enum([
  "payment_declined",
  "payment_insufficient_funds",
  "payment_expired",
  "payment_unavailable",
  "payment_timeout",
  "out_of_stock",
  "internal",
]);
export type CheckoutFailure = z.infer<typeof CheckoutFailure>;

export const Order = z.strictObject({
  number: OrderNumber,
  ...OrderStatuses.shape,
  settled: z.boolean(),
  email: z.string(),
  createdAt: IsoTime,
  lines: z.array(OrderLine),
  subtotalMinor: AmountMinor,
  discountMinor: AmountMinor,
  shippingMinor: AmountMinor,
  taxMinor: AmountMinor,
  taxIncluded: z.boolean(),
  totalMinor: AmountMinor,
  /** What gift cards paid, or were to pay, of the total. */
  giftCardMinor: AmountMinor,
  refundedMinor: AmountMinor,
  currency: Currency,
  /** Null, like the shipping method, when nothing needed shipping. */
  shippingAddress: StoredAddress.nullable(),
  /** The address as it is printed: its lines in the order of its country. Empty without one. */
  shippingAddressLines: z.array(z.string()),
  shippingMethod: z.string().nullable(),
  action: OrderAction.nullable(),
  /** Why the order was cancelled, when its checkout failed; null when a person cancelled it, and for every other order. */
  failure: CheckoutFailure.nullable(),
  cancellable: z.boolean(),
  returnable: z.boolean(),
  /** Each oldest first. */
  fulfillments: z.array(OrderFulfillment),
  refunds: z.array(OrderRefund),
  returns: z.array(OrderReturn),
  /** The order whose items it was sent in exchange for, and the one whose payment paid for them. Null for other orders. */
  exchangeOf: z.strictObject({ number: OrderNumber, paidNumber: OrderNumber }).nullable(),
  timeline: z.array(TimelineEntry),
});
export type Order = z.infer<typeof Order>;

export const OrderSummary = z.strictObject({
  number: OrderNumber,
  ...OrderStatuses.shape,
  createdAt: IsoTime,
  totalMinor: AmountMinor,
  currency: Currency,
  lineCount: z.int(),
  image: ProductImage.nullable(),
});

export type OrderSummary = z.infer<typeof OrderSummary>;

/** An order in its owner's data export: what was bought, at what price, and where it was sent. */
export const OrderRecord = z.strictObject({
  ...Order.pick({
    number: true,
    status: true,
    orderStatus: true,
    paymentStatus: true,
    fulfillmentStatus: true,
    email: true,
    createdAt: true,
    subtotalMinor: true,
    discountMinor: true,
    shippingMinor: true,
    taxMinor: true,
    totalMinor: true,
    refundedMinor: true,
    currency: true,
    shippingAddress: true,
    shippingMethod: true,
  }).shape,
  lines: z.array(OrderLine.pick({ title: true, variantTitle: true, sku: true, quantity: true, totalMinor: true })),
  /** What they wrote when they asked for returns; null without a reason. */
  returnReason: z.string().nullable(),
});
export type OrderRecord = z.infer<typeof OrderRecord>;

export const OrderList = z.strictObject({ items: z.array(OrderSummary), nextCursor: Cursor.nullable() });

export const GetOrder = z.strictObject({ number: OrderNumber });
/** Exchanges the key of a mailed link for a grant to the member or the guest. */
export const OpenOrderLink = z.strictObject({ number: OrderNumber, key: z.string().min(1).max(100) });
/** Has a new link mailed to the address of the order. */
export const RenewOrderLink = z.strictObject({ number: OrderNumber });
export const CancelOrder = z.strictObject({ number: OrderNumber });
/** Units to return, each line once. A reason is welcome and not required. */
export const RequestReturn = z.strictObject({
  number: OrderNumber,
  /** An id that the client made. A repeated request with the same id is the same return. */
  returnId: z.uuid().optional(),
  lines: z
    .array(
      z.strictObject({
        lineId: OrderLineId,
        quantity: z.int().min(1).max(999),
        reason: optionalLine(RETURN_REASON_MAX).optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type RequestReturn = z.infer<typeof RequestReturn>;

export const RequestedReturn = z.strictObject({ returnId: z.uuid() });
