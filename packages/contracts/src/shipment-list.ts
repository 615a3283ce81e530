import { z } from "zod";
import { OrderNumber } from "./ids.ts";
import { line } from "./text.ts";

/** Shipping many orders at once, from a list of order number, carrier and tracking number. */

/** Longest list, in rows. */
export const SHIPMENT_ROWS_MAX = 500;
/** Rows in one request. */
export const SHIPMENTS_AT_ONCE = 25;

export const ShipmentEntry = z.strictObject({
  number: OrderNumber,
  carrier: line(60).optional(),
  trackingNumber: line(100).optional(),
});
export type ShipmentEntry = z.infer<typeof ShipmentEntry>;

const Entries = z
  .array(ShipmentEntry)
  .min(1)
  .max(SHIPMENTS_AT_ONCE)
  .refine((entries) => new Set(entries.map(({ number }) => number)).size === entries.length);

/** At most `SHIPMENTS_AT_ONCE` rows, each of another order. */
export const AdminShipmentList = z.strictObject({ shipments: Entries });

/**
 * What becomes of a row. The first two ship: the order's packed parcel, or all that is open as one parcel. `already_shipped` does
 * nothing, since a parcel with this number has left. The others are for a person.
 */
export const ShipmentEffect = z.enum([
  "ship",
  "pack_and_ship",
  "already_shipped",
  "no_order",
  "not_confirmed",
  "several_parcels",
  "needs_tracking",
  "nothing_left",
]);
export type ShipmentEffect = z.infer<typeof ShipmentEffect>;

/** The effects that ship. */
export const SHIPPING_EFFECTS: ReadonlySet<ShipmentEffect> = new Set(["ship", "pack_and_ship"]);

export const ShipmentEffects = z.strictObject({
  items: z.array(z.strictObject({ number: OrderNumber, effect: ShipmentEffect })),
});
export type ShipmentEffects = z.infer<typeof ShipmentEffects>;
