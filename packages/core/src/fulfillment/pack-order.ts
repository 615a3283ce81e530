import type { OrderId } from "@cartwright/contracts/ids";
import type { LineUnits } from "@cartwright/contracts/orders";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { lockOrders } from "../orders/move-orders.ts";
import { insertFulfillment, type NewFulfillment, selectFulfillment, selectLineUnits } from "../orders/parcels.ts";
import { moveGoods } from "./move-goods.ts";
import { openOf, requireOpen } from "./read-open-units.ts";
import { type EnteredTracking, readTracking } from "./read-tracking.ts";

/** Chosen units by the position of their line. */
const toPositions = (chosen: readonly LineUnits[]): NewFulfillment["lines"] =>
  chosen.map(({ lineId, quantity }) => ({ position: Number(lineId), quantity }));

/**
 * Packs units of a confirmed order as one parcel: those that are named, or all that are open. Of two people who pack the same
 * units at once, the second is refused. Idempotent by id. Throws `not_found`, `illegal_transition` (not confirmed, or nothing
 * is open), `invalid_input` and `idempotency_conflict` (the id is that of another order's parcel).
 */
export async function packOrder(
  tx: Tx,
  orderId: OrderId,
  parcel: { readonly id: string; readonly lines: readonly LineUnits[] | null; readonly tracking: EnteredTracking },
): Promise<NewFulfillment | null> {
  const order = (await lockOrders(tx, [orderId])).get(orderId);
  if (!order) throw new AppError("not_found");
  const earlier = await selectFulfillment(tx, parcel.id);
  if (earlier && earlier.orderId !== orderId) throw new AppError("idempotency_conflict");
  if (earlier) return null;
  if (order.state.status !== "confirmed") throw new AppError("illegal_transition");
  const lines = await selectLineUnits(tx, orderId);
  const open = lines.map((line) => ({ position: line.position, quantity: openOf(line) }));
  if (open.every(({ quantity }) => quantity === 0)) {
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("nothingToPack") });
  }
  if (parcel.lines) requireOpen(lines, parcel.lines, getTranslations("errorDetails")("notSoManyOpen"));
  const units = parcel.lines ? toPositions(parcel.lines) : open.filter(({ quantity }) => quantity > 0);
  const fulfillment = { id: parcel.id, orderId, lines: units, ...readTracking(parcel.tracking) };
  if (!(await insertFulfillment(tx, fulfillment))) throw new AppError("idempotency_conflict");
  const sum = (quantities: readonly { readonly quantity: number }[]) =>
    quantities.reduce((total, { quantity }) => total + quantity, 0);
  const isWhole = lines.every(({ packed }) => packed === 0) && sum(units) === sum(open);
  const message = getTranslations("orderUpdates")(isWhole ? "packed" : "packedPart");
  await moveGoods(tx, order, { type: "order.packed", message, data: { fulfillmentId: parcel.id } });
  return fulfillment;
}
