import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { type MailSite, queueShipmentMail } from "../notifications/shipment-mails.ts";
import { selectLineUnits, shipPacked, type Tracking } from "../orders/parcels.ts";
import { type LockedParcel, lockParcel, wrongParcelState } from "./lock-parcel.ts";
import { moveGoods } from "./move-goods.ts";
import { type EnteredTracking, readTracking } from "./read-tracking.ts";

/** What was entered now, and otherwise when it was packed. */
function mergeTracking({ parcel }: LockedParcel, entered: EnteredTracking): Tracking {
  const carrier = entered.carrier ?? parcel.carrier ?? undefined;
  const trackingNumber = entered.trackingNumber ?? parcel.trackingNumber ?? undefined;
  const changed = entered.carrier !== undefined || entered.trackingNumber !== undefined;
  const trackingUrl = entered.trackingUrl ?? (changed ? undefined : (parcel.trackingUrl ?? undefined));
  return readTracking({ carrier, trackingNumber, trackingUrl });
}

/** What the shopper reads about a parcel that has left. */
export function shippedMessage({ carrier, trackingNumber }: Tracking, isPart: boolean): string {
  return getTranslations("orderUpdates")("parcelShipped", {
    part: isPart ? "yes" : "no",
    named: carrier === null ? "no" : "yes",
    carrier: carrier ?? "",
    tracked: trackingNumber === null ? "no" : "yes",
    tracking: trackingNumber ?? "",
  });
}

/**
 * Ships a packed parcel and mails its link to the shopper. Of a shipment and a cancellation at once, one is refused, because
 * both hold the order. Throws `not_found` and `illegal_transition` (not packed any more, or its order was cancelled).
 */
export async function shipParcel(
  tx: Tx,
  site: MailSite,
  shipment: { readonly id: string; readonly tracking: EnteredTracking },
): Promise<LockedParcel> {
  const locked = await lockParcel(tx, shipment.id);
  const { order, parcel } = locked;
  if (parcel.state !== "packed") throw wrongParcelState(parcel);
  if (order.state.status !== "confirmed") throw new AppError("illegal_transition");
  const tracking = mergeTracking(locked, shipment.tracking);
  if (!(await shipPacked(tx, parcel.id, tracking))) throw new AppError("stale_write");
  const lines = await selectLineUnits(tx, order.id);
  const isPart =
    lines.some(({ shipped, toFulfill }) => shipped < toFulfill) ||
    order.state.fulfillmentStatus === "partially_shipped";
  const message = shippedMessage(tracking, isPart);
  await moveGoods(tx, order, { type: "order.shipped", message, data: { fulfillmentId: parcel.id } });
  await queueShipmentMail(tx, site, { fulfillmentId: parcel.id, corrected: false });
  return locked;
}
