import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { OrderNumber } from "./ids.ts";
import { AdminChangeTags } from "./order-notes.ts";
import { PICK_ORDERS_MAX } from "./pick-list.ts";

/** One act on many orders. Each order is changed by itself: what is refused for one leaves the others as they are. */

/** Orders in one selection: what fits one pick list. */
export const BULK_ORDERS_MAX = PICK_ORDERS_MAX;
/** Orders in one request. */
export const BULK_ORDERS_AT_ONCE = 10;

/** Rows of one request, each of another order. */
const rowsOf = <Row extends z.ZodType<{ number: OrderNumber }>>(row: Row) =>
  z
    .array(row)
    .min(1)
    .max(BULK_ORDERS_AT_ONCE)
    .refine((rows) => new Set(rows.map(({ number }) => number)).size === rows.length);

/** `fulfillmentId` is made by the client. A repeated request packs once. */
const ParcelOfOrder = z.strictObject({ number: OrderNumber, fulfillmentId: z.uuid() });

/** Packs all open units of each order as one parcel. */
export const AdminPackOrders = z.strictObject({ orders: rowsOf(ParcelOfOrder) });
export type AdminPackOrders = z.infer<typeof AdminPackOrders>;

/** Unpacks the parcel of each order. */
export const AdminUnpackOrders = z.strictObject({ orders: rowsOf(ParcelOfOrder), reason: ActReason });
export type AdminUnpackOrders = z.infer<typeof AdminUnpackOrders>;

/** Adds and removes tags of each order. */
export const AdminTagOrders = z.strictObject({ orders: rowsOf(AdminChangeTags) });
export type AdminTagOrders = z.infer<typeof AdminTagOrders>;

/** What became of one order. `refusal` says why it was left as it is, for a person; null when the act was done. */
const OrderOutcome = z.strictObject({ number: OrderNumber, refusal: z.string().nullable() });

/** One row for each order, as they were sent. After a fault of the shop the rows end early, and the rest can be sent again. */
export const OrderOutcomes = z.strictObject({ items: z.array(OrderOutcome).min(1) });
export type OrderOutcomes = z.infer<typeof OrderOutcomes>;

/** As {@link OrderOutcomes}, with the tags that an order did not have before, and those that it had. */
export const TagOutcomes = z.strictObject({
  items: z.array(OrderOutcome.extend({ added: z.array(z.string()), removed: z.array(z.string()) })).min(1),
});
export type TagOutcomes = z.infer<typeof TagOutcomes>;
