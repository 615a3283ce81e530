import type { DayPeriod } from "@cartwright/contracts/day-period";
import type { Funnel } from "@cartwright/contracts/visits";
import type { Db } from "@cartwright/db/client";
import { type FunnelRow, selectDays } from "./visits.sql.ts";

const NOBODY: Funnel = { visits: 0, carts: 0, checkouts: 0, orders: 0 };

/** How far the visitors of some days came, in total and by day. Days are those of the shop's calendar. */
export async function readFunnel(
  db: Db,
  days: DayPeriod,
): Promise<{ readonly total: Funnel; readonly days: FunnelRow[] }> {
  const rows = await selectDays(db, days);
  const total = rows.reduce<Funnel>(
    (sum, row) => ({
      visits: sum.visits + row.visits,
      carts: sum.carts + row.carts,
      checkouts: sum.checkouts + row.checkouts,
      orders: sum.orders + row.orders,
    }),
    NOBODY,
  );
  return { total, days: rows };
}
