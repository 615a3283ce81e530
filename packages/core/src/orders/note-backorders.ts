import type { Tx } from "@cartwright/db/transaction";
import { type Backordered, updateBackordered } from "./orders.sql.ts";

/** Keeps with the lines of orders what was promised for units that were not on hand. The caller holds the orders' rows. */
export async function noteBackorders(tx: Tx, lines: readonly Backordered[]): Promise<void> {
  await updateBackordered(tx, lines);
}
