import type { Db } from "@cartwright/db/client";
import { type ShipmentRow, selectShipment } from "./shipments.sql.ts";

/** A parcel as the mail about it shows it. */
export type Shipment = ShipmentRow;

/** Reads a parcel with what is in it. Null when it does not exist. */
export async function readShipment(db: Db, fulfillmentId: string): Promise<Shipment | null> {
  return selectShipment(db, fulfillmentId);
}
