import { findCarrier, trackingUrlOf } from "@cartwright/contracts/carriers";
import type { Tracking } from "../orders/parcels.ts";

/** How a parcel travels, as staff entered it. */
export interface EnteredTracking {
  readonly carrier?: string | undefined;
  readonly trackingNumber?: string | undefined;
  readonly trackingUrl?: string | undefined;
}

/** As it is stored: a known carrier by its proper name, and its link made from the number unless one was entered. */
export function readTracking({ carrier, trackingNumber, trackingUrl }: EnteredTracking): Tracking {
  const name = carrier === undefined ? null : (findCarrier(carrier)?.name ?? carrier);
  const link = name !== null && trackingNumber !== undefined ? trackingUrlOf(name, trackingNumber) : null;
  return { carrier: name, trackingNumber: trackingNumber ?? null, trackingUrl: trackingUrl ?? link };
}
