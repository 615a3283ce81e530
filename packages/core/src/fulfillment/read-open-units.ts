import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import type { LineUnits } from "@cartwright/contracts/orders";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { type LineUnitsRow, selectLineUnits } from "../orders/parcels.ts";

export interface OpenUnits {
  readonly variantId: VariantId;
  /** Units that are still to be packed. */
  readonly open: number;
}

/** How many units of a line are still to be packed. */
export const openOf = ({ toFulfill, packed }: Pick<LineUnitsRow, "toFulfill" | "packed">): number =>
  Math.max(0, toFulfill - packed);

/** Throws `invalid_input` with the fields that name no line, one twice, or more units than are still to be packed. */
export function requireOpen(lines: readonly LineUnitsRow[], chosen: readonly LineUnits[], message: string): void {
  const t = getTranslations("fieldProblems");
  const open = new Map(lines.map((line) => [String(line.position), openOf(line)]));
  const seen = new Set<string>();
  const fields: Record<string, string> = {};
  for (const [index, { lineId, quantity }] of chosen.entries()) {
    const max = open.get(lineId);
    if (max === undefined || seen.has(lineId)) fields[`lines.${index}.lineId`] = t("choice");
    else if (quantity > max) fields[`lines.${index}.quantity`] = t("number.large", { max });
    seen.add(lineId);
  }
  if (Object.keys(fields).length > 0) throw new AppError("invalid_input", { message, fields });
}

/** The open units of the lines of a locked order, by the line's id. */
export async function readOpenUnits(tx: Tx, orderId: OrderId): Promise<ReadonlyMap<string, OpenUnits>> {
  const lines = await selectLineUnits(tx, orderId);
  return new Map(lines.map((line) => [String(line.position), { variantId: line.variantId, open: openOf(line) }]));
}
