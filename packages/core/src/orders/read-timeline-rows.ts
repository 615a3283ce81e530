import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { selectTimelineRows, type TimelineRange, type TimelineRow } from "./order-reads.sql.ts";

export type { TimelineRange, TimelineRow } from "./order-reads.sql.ts";

/** Parts of the timelines of some orders, with what an order is about, by order and number. At most 500 orders. */
export async function readTimelineRows(db: Db | Tx, ranges: readonly TimelineRange[]): Promise<TimelineRow[]> {
  return ranges.length === 0 ? [] : selectTimelineRows(db, ranges);
}
