import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { selectKeptUnits, updateRemoved } from "./refunds.sql.ts";

/** Notes that refunded units, which were packed then, will not be sent. The newest refunds come first. */
export async function removeRefundedUnits(
  tx: Tx,
  orderId: OrderId,
  units: readonly { readonly position: number; readonly quantity: number }[],
): Promise<void> {
  if (units.length === 0) return;
  const left = new Map(units.map(({ position, quantity }) => [position, quantity]));
  const kept = await selectKeptUnits(tx, orderId);
  const removed = kept.flatMap(({ refundId, position, quantity }) => {
    const count = Math.min(quantity, left.get(position) ?? 0);
    left.set(position, (left.get(position) ?? 0) - count);
    return count > 0 ? [{ refundId, position, quantity: count }] : [];
  });
  await updateRemoved(tx, removed);
}
