import type { ShipmentEffect } from "@cartwright/contracts/shipment-list";
import type { ShipmentFactsRow } from "../orders/parcels.ts";

/** How far an order is packed and sent. */
export type ShipmentFacts = Pick<ShipmentFactsRow, "status" | "parcels" | "open">;

export interface ShipmentPlan {
  readonly effect: ShipmentEffect;
  /** The packed parcel to ship. */
  readonly parcelId?: string;
}

/**
 * What a row of a list does to its order. A parcel that has left with this tracking number is left alone, so that the same list
 * twice ships once. Of several packed parcels, only one that was packed with this number is certainly meant. Without a number, only
 * an order that leaves whole is certain: of any other, a repeated row would ship the next part.
 */
export function planShipment(facts: ShipmentFacts | undefined, trackingNumber: string | undefined): ShipmentPlan {
  if (!facts) return { effect: "no_order" };
  const { status, parcels, open } = facts;
  const isNamed = (parcel: ShipmentFacts["parcels"][number]) =>
    trackingNumber !== undefined && parcel.trackingNumber === trackingNumber;
  const packed = parcels.filter(({ state }) => state === "packed");
  if (parcels.some((parcel) => parcel.state !== "packed" && isNamed(parcel))) return { effect: "already_shipped" };
  if (status !== "confirmed") return { effect: status === "completed" ? "nothing_left" : "not_confirmed" };
  if (packed.length === 0 && open === 0) return { effect: "nothing_left" };
  const isWhole = parcels.length === (open > 0 ? 0 : 1);
  if (trackingNumber === undefined && !isWhole) return { effect: "needs_tracking" };
  if (packed.length === 0) return { effect: "pack_and_ship" };
  const [parcel, ...others] = packed.length > 1 ? packed.filter(isNamed) : packed;
  return parcel && others.length === 0 ? { effect: "ship", parcelId: parcel.id } : { effect: "several_parcels" };
}
