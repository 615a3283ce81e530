import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { type MailSite, queueShipmentMail } from "../notifications/shipment-mails.ts";
import { appendOrderEvents } from "../orders/move-orders.ts";
import { updateTracking } from "../orders/parcels.ts";
import { type LockedParcel, lockParcel } from "./lock-parcel.ts";
import { type EnteredTracking, readTracking } from "./read-tracking.ts";

/**
 * Replaces carrier, number and link of a parcel, in any state. The shopper hears of it when the parcel is on its way. The same
 * again changes nothing. Throws `not_found`.
 */
export async function correctTracking(
  tx: Tx,
  site: MailSite,
  correction: { readonly id: string; readonly tracking: EnteredTracking },
): Promise<LockedParcel> {
  const locked = await lockParcel(tx, correction.id);
  const { order, parcel } = locked;
  const tracking = readTracking(correction.tracking);
  await updateTracking(tx, parcel.id, tracking);
  const same =
    tracking.carrier === parcel.carrier &&
    tracking.trackingNumber === parcel.trackingNumber &&
    tracking.trackingUrl === parcel.trackingUrl;
  if (parcel.state !== "shipped" || same) return locked;
  const message = getTranslations("orderUpdates")("trackingChanged", {
    tracked: tracking.trackingNumber === null ? "no" : "yes",
    tracking: tracking.trackingNumber ?? "",
  });
  const event = { type: "order.tracking_changed" as const, message, data: { fulfillmentId: parcel.id } };
  await appendOrderEvents(tx, [{ order: { orderId: order.id, from: order.state }, events: [event] }]);
  await queueShipmentMail(tx, site, { fulfillmentId: parcel.id, corrected: true });
  return locked;
}
