import type { OrderId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { announceStock } from "./announce-stock.ts";
import { sumDeltas } from "./stock-deltas.ts";
import { applyDeltas, lockStock, type Movement } from "./stock.sql.ts";

/**
 * Records units that came back: each as returned, and what cannot be sold again as written off at once, so that the movements
 * tell of every unit. Variants that have no stock any more are left alone.
 */
export async function takeBackUnits(
  tx: Tx,
  back: {
    readonly orderId: OrderId;
    readonly actorId: UserId;
    readonly units: readonly { readonly variantId: VariantId; readonly quantity: number; readonly restock: boolean }[];
  },
): Promise<void> {
  const { orderId, actorId } = back;
  const before = await lockStock(tx, [...new Set(back.units.map(({ variantId }) => variantId))]);
  const movements = back.units
    .filter(({ variantId }) => before.has(variantId))
    .flatMap(({ variantId, quantity, restock }): Movement[] => {
      const cause = { variantId, reservedDelta: 0, orderId, actorId };
      const returned: Movement = { ...cause, onHandDelta: quantity, reason: "return" };
      return restock ? [returned] : [returned, { ...cause, onHandDelta: -quantity, reason: "write_off" }];
    });
  const deltas = sumDeltas(movements);
  await applyDeltas(tx, deltas, movements);
  await announceStock(tx, before, deltas);
}
