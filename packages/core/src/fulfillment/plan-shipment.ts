import type { OrderState } from "@cartwright/contracts/order-status";
import type { FulfillmentState } from "@cartwright/contracts/orders";
import type { ShipmentEffect } from "@cartwright/contracts/shipment-list";

export interface ShipmentFacts {
  readonly status: OrderState["status"];
  readonly parcels: readonly {
    readonly id: string;
    readonly state: FulfillmentState;
    readonly trackingNumber: string | null;
  }[];
  /** Units that are not packed yet. */
  readonly open: number;
}

export interface ShipmentPlan {
  readonly effect: ShipmentEffect;
  /** The packed parcel to ship. */
  readonly parcelId?: string;
}

/**
 * What a row of a list does to its order. A parcel that has left with this tracking number is left alone, so that the same list
 * twice ships once. Of several packed parcels, only one that was packed with this number is certainly meant.
 */
export function planShipment(facts: ShipmentFacts | undefined, trackingNumber: string | undefined): ShipmentPlan {
  if (!facts) return { effect: "no_order" };
  const { status, parcels, open } = facts;
  const isNamed = (parcel: ShipmentFacts["parcels"][number]) =>
    trackingNumber !== undefined && parcel.trackingNumber === trackingNumber;
  if (parcels.some((parcel) => parcel.state !== "packed" && isNamed(parcel))) return { effect: "already_shipped" };
  if (status !== "confirmed") return { effect: status === "completed" ? "nothing_left" : "not_confirmed" };
  const packed = parcels.filter(({ state }) => state === "packed");
  const meant = packed.length > 1 ? packed.filter(isNamed) : packed;
  const [parcel] = meant;
  if (packed.length > 1 && meant.length !== 1) return { effect: "several_parcels" };
  if (parcel) return { effect: "ship", parcelId: parcel.id };
  return { effect: open > 0 ? "pack_and_ship" : "nothing_left" };
}
