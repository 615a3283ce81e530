import { z } from "zod";
import { OrderNumber } from "./ids.ts";

/** Orders on one pick list. */
export const PICK_ORDERS_MAX = 200;

/** The orders to pick; all that wait to be packed, the oldest first, when `numbers` is absent. */
export const AdminPickList = z.strictObject({
  numbers: z.array(OrderNumber).min(1).max(PICK_ORDERS_MAX).optional(),
});

/** What to fetch from the shelves: units that are not packed yet, and neither refunded nor cancelled. */
export const PickList = z.strictObject({
  /** By SKU; those without one are last. */
  items: z.array(
    z.strictObject({
      sku: z.string().nullable(),
      title: z.string(),
      variantTitle: z.string(),
      quantity: z.int().min(1),
      orders: z.array(z.strictObject({ number: OrderNumber, quantity: z.int().min(1) })),
    }),
  ),
  /** Orders with something on the list. */
  orders: z.array(OrderNumber),
  /** Chosen orders with nothing to pack. */
  skipped: z.array(OrderNumber),
  /** More orders wait than fit on a list. */
  hasMore: z.boolean(),
});
export type PickList = z.infer<typeof PickList>;
