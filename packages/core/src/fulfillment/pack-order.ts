import type { OrderId } from "@cartwright/contracts/ids";
import type { LineUnits } from "@cartwright/contracts/orders";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { lockOrders } from "../orders/move-orders.ts";
import {
  insertFulfillment,
  type LineUnitsRow,
  type NewFulfillment,
  selectFulfillment,
  selectLineUnits,
} from "../orders/parcels.ts";
import { moveGoods } from "./move-goods.ts";
import { type EnteredTracking, readTracking } from "./read-tracking.ts";

const openOf = ({ toFulfill, packed }: LineUnitsRow) => Math.max(0, toFulfill - packed);

/** The units to pack, or `invalid_input` with the fields that name no line, one twice, or more than is open. */
function chooseUnits(lines: readonly LineUnitsRow[], chosen: readonly LineUnits[]): NewFulfillment["lines"] {
  const t = getTranslations("fieldProblems");
  const open = new Map(lines.map((line) => [String(line.position), openOf(line)]));
  const fields: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [index, { lineId, quantity }] of chosen.entries()) {
    const units = open.get(lineId);
    if (units === undefined || seen.has(lineId)) fields[`lines.${index}.lineId`] = t("choice");
    else if (quantity > units) fields[`lines.${index}.quantity`] = t("number.large", { max: units });
    seen.add(lineId);
  }
  if (Object.keys(fields).length > 0) {
    const message = getTranslations("errorDetails")("notSoManyOpen");
    throw new AppError("invalid_input", { message, fields });
  }
  return chosen.map(({ lineId, quantity }) => ({ position: Number(lineId), quantity }));
}

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
  const units = parcel.lines ? chooseUnits(lines, parcel.lines) : open.filter(({ quantity }) => quantity > 0);
  const fulfillment = { id: parcel.id, orderId, lines: units, ...readTracking(parcel.tracking) };
  if (!(await insertFulfillment(tx, fulfillment))) throw new AppError("idempotency_conflict");
  const sum = (quantities: readonly { readonly quantity: number }[]) =>
    quantities.reduce((total, { quantity }) => total + quantity, 0);
  const isWhole = lines.every(({ packed }) => packed === 0) && sum(units) === sum(open);
  const message = getTranslations("orderUpdates")(isWhole ? "packed" : "packedPart");
  await moveGoods(tx, order, { type: "order.packed", message, data: { fulfillmentId: parcel.id } });
  return fulfillment;
}
