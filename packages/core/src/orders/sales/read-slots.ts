import type { SalesFigures } from "@cartwright/contracts/sales";
import type { Db } from "@cartwright/db/client";
import { selectSlots } from "./sales.sql.ts";

/** Nothing sold. */
export const NO_SALES: SalesFigures = { orders: 0, salesMinor: 0, refundsMinor: 0, units: 0, cancelled: 0 };

/**
 * What was sold between each time and the next one, in the order of these times: one fewer than there are. They are milliseconds,
 * ascending, at quarters of an hour. Exact at the moment of the read, unfinished transactions excepted.
 */
export async function readSlots(db: Db, edgesMs: readonly number[]): Promise<SalesFigures[]> {
  const rows = await selectSlots(
    db,
    edgesMs.map((edgeMs) => new Date(edgeMs)),
  );
  const slots = edgesMs.slice(1).map(() => NO_SALES);
  for (const { slot, orders, cancelled, sales_minor, refunds_minor, units } of rows) {
    const salesMinor = sales_minor - refunds_minor;
    slots[slot - 1] = { orders, cancelled, units, salesMinor, refundsMinor: refunds_minor };
  }
  return slots;
}
