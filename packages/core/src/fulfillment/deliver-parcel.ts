import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { deliverShipped, selectLineUnits } from "../orders/parcels.ts";
import { type LockedParcel, lockParcel, wrongParcelState } from "./lock-parcel.ts";
import { moveGoods } from "./move-goods.ts";

/** Marks a shipped parcel as delivered. Throws `not_found` and `illegal_transition` (it is not on its way). */
export async function deliverParcel(tx: Tx, fulfillmentId: string): Promise<LockedParcel> {
  const locked = await lockParcel(tx, fulfillmentId);
  const { order, parcel } = locked;
  if (parcel.state !== "shipped") throw wrongParcelState(parcel);
  if (!(await deliverShipped(tx, parcel.id))) throw new AppError("stale_write");
  const lines = await selectLineUnits(tx, order.id);
  const isPart = lines.some(({ delivered, toFulfill }) => delivered < toFulfill);
  const message = getTranslations("orderUpdates")(isPart ? "deliveredPart" : "delivered");
  await moveGoods(tx, order, { type: "order.delivered", message, data: { fulfillmentId } });
  return locked;
}
