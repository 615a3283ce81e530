import type { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { restockUnits } from "../inventory/restock-units.ts";
import { removeRefundedUnits } from "../orders/remove-refunded-units.ts";
import { deletePacked, selectLineUnits } from "../orders/parcels.ts";
import { type LockedParcel, lockParcel, wrongParcelState } from "./lock-parcel.ts";
import { moveGoods } from "./move-goods.ts";

/**
 * Takes a packed parcel apart: its units can be packed again. Units that were refunded while they were packed are not sent any
 * more; they go back to stock. Throws `not_found` and `illegal_transition` (it has left already).
 */
export async function unpackParcel(tx: Tx, fulfillmentId: string, by: UserId): Promise<LockedParcel> {
  const locked = await lockParcel(tx, fulfillmentId);
  const { order, parcel } = locked;
  if (parcel.state !== "packed") throw wrongParcelState(parcel);
  const before = await selectLineUnits(tx, order.id);
  const unpacked = await deletePacked(tx, parcel.id);
  const refunded = unpacked.flatMap(({ position, quantity }) => {
    const line = before.find((each) => each.position === position);
    const units = Math.min(quantity, line?.refundedPacked ?? 0);
    return line && units > 0 ? [{ position, variantId: line.variantId, quantity: units }] : [];
  });
  await removeRefundedUnits(tx, order.id, refunded);
  await restockUnits(tx, { orderId: order.id, actorId: by, units: refunded });
  const message = getTranslations("orderUpdates")("unpacked");
  await moveGoods(tx, order, { type: "order.unpacked", message, data: { fulfillmentId } });
  return locked;
}
