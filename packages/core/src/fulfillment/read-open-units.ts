import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { selectLineUnits } from "../orders/parcels.ts";

export interface OpenUnits {
  readonly variantId: VariantId;
  /** Units that are still to be packed. */
  readonly open: number;
}

/** The open units of the lines of a locked order, by the line's id. */
export async function readOpenUnits(tx: Tx, orderId: OrderId): Promise<ReadonlyMap<string, OpenUnits>> {
  const lines = await selectLineUnits(tx, orderId);
  return new Map(
    lines.map(({ position, variantId, toFulfill, packed }) => [
      String(position),
      { variantId, open: Math.max(0, toFulfill - packed) },
    ]),
  );
}
