import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { type LockedOrder, lockOrders } from "../orders/move-orders.ts";
import { type FulfillmentRow, selectFulfillment } from "../orders/parcels.ts";

/** A parcel and its order, which is locked: nothing else changes either of them meanwhile. */
export interface LockedParcel {
  readonly order: LockedOrder;
  readonly parcel: FulfillmentRow;
}

/** Locks the order of a parcel, then reads the parcel. Throws `not_found`. */
export async function lockParcel(tx: Tx, fulfillmentId: string): Promise<LockedParcel> {
  const found = await selectFulfillment(tx, fulfillmentId);
  const order = found && (await lockOrders(tx, [found.orderId])).get(found.orderId);
  const parcel = order && (await selectFulfillment(tx, fulfillmentId));
  if (!order || !parcel) throw new AppError("not_found");
  return { order, parcel };
}

/** The refusal of an act on a parcel that is in another state. */
export function wrongParcelState({ state }: FulfillmentRow): AppError {
  const message = getTranslations("errorDetails")(`parcel.${state}`);
  return new AppError("illegal_transition", { message });
}
