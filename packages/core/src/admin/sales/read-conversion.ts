import type { AdminReadSales } from "@cartwright/contracts/sales";
import type { Conversion } from "@cartwright/contracts/visits";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { readShopTime } from "../../orders/shop-time.ts";
import { readFunnel } from "../../visits/read-funnel.ts";
import { compareDays } from "./sales-period.ts";

/** Visitors by furthest step, for a period and the one it is compared with. Whole days: a running day counts so far, its counterpart in full. */
export async function readConversion(db: Db, asked: z.output<typeof AdminReadSales>): Promise<Conversion> {
  const { days, before } = compareDays({ ...asked, days: asked.days }, await readShopTime(db));
  const [now, then] = await Promise.all([readFunnel(db, days), readFunnel(db, before)]);
  return { ...days, total: now.total, before: then.total, days: now.days };
}
