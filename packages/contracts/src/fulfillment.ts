import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { AdminOrder } from "./admin.ts";
import { OrderNumber } from "./ids.ts";
import { LineUnits } from "./orders.ts";
import { line } from "./text.ts";

/** How a parcel travels. A known carrier's link is made from the number; any other parcel can have a link of its own. */
const Tracking = {
  carrier: line(60).optional(),
  trackingNumber: line(100).optional(),
  trackingUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
};

/** Units to pack, each line once. All that are open when `lines` is absent. */
export const AdminFulfillOrder = z.strictObject({
  number: OrderNumber,
  /** An id that the client made. A repeated request with the same id is the same fulfilment. */
  fulfillmentId: z.uuid().optional(),
  lines: z.array(LineUnits).min(1).max(100).optional(),
  ...Tracking,
});
export type AdminFulfillOrder = z.infer<typeof AdminFulfillOrder>;

/** What is absent stays as it was given when the parcel was packed. */
export const AdminShipFulfillment = z.strictObject({ fulfillmentId: z.uuid(), ...Tracking });
export type AdminShipFulfillment = z.infer<typeof AdminShipFulfillment>;

export const AdminDeliverFulfillment = z.strictObject({ fulfillmentId: z.uuid() });
export const AdminUnpackFulfillment = z.strictObject({ fulfillmentId: z.uuid(), reason: ActReason });

/** Replaces carrier, number and link as a whole: what is absent is removed. */
export const AdminCorrectTracking = z.strictObject({ fulfillmentId: z.uuid(), ...Tracking });
export type AdminCorrectTracking = z.infer<typeof AdminCorrectTracking>;

export const FulfilledOrder = z.strictObject({ fulfillmentId: z.uuid(), order: AdminOrder });
export const ChangedOrder = z.strictObject({ order: AdminOrder });
