import type { DayPeriod } from "@cartwright/contracts/day-period";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { type AdminReadSales, BEST_SELLERS_MAX, type Sales, type SalesFigures } from "@cartwright/contracts/sales";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { createSumMemory } from "../../kernel/cost-memory.ts";
import { NO_SALES, readSlots } from "../../orders/sales/read-slots.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import { type BestSellerRow, selectBestSellers } from "./best-sellers.sql.ts";
import { edgesOf, stepOf } from "./chart-steps.ts";
import { compareDays, type ShopClock } from "./sales-period.ts";

/** Best sellers are counted from this many orders of a period at most: a count over all would take longer than a page should. */
const ORDERS_READ_MAX = 2_000;

interface CountedSellers {
  readonly rows: readonly BestSellerRow[];
  readonly orders: number;
}

const recallSellers = createSumMemory<CountedSellers>({ isCostly: ({ orders }) => orders >= 200, entriesMax: 20 });

const KEYS = ["orders", "salesMinor", "refundsMinor", "units", "cancelled"] as const;

function sumOf(slots: readonly SalesFigures[]): SalesFigures {
  const sum = { ...NO_SALES };
  for (const slot of slots) for (const key of KEYS) sum[key] += slot[key];
  return sum;
}

/**
 * What was sold in a period and in the one that it is compared with, by hour, day or month of the shop's time zone. The figures are exact;
 * best sellers of many orders are up to 5 s old.
 */
export async function readSales(db: Db, asked: z.output<typeof AdminReadSales>): Promise<Sales> {
  const clock = await readShopTime(db);
  const { days, before, untilMs } = compareDays({ ...asked, days: asked.days }, clock);
  const step = stepOf(days);
  const edges = edgesOf(days, step, clock.timeZone);
  const edgesBefore = edgesOf(before, step, clock.timeZone);
  const [slots, slotsBefore] = await Promise.all([readSlots(db, edges), readBefore(db, edgesBefore, untilMs)]);
  const figures = sumOf(slots);
  const begun = edges.slice(0, -1).filter((edgeMs) => edgeMs <= clock.now.getTime()).length;
  return {
    currency: SHOP_CURRENCY,
    step,
    period: { ...days, points: pointsOf(edges, slots).slice(0, begun), figures },
    before: {
      ...before,
      points: pointsOf(edgesBefore, slotsBefore.slots),
      figures: slotsBefore.figures,
      until: untilMs === null ? null : new Date(untilMs).toISOString(),
    },
    bestSellers: await readSellers(db, { days, edges, orders: figures.orders, timeZone: clock.timeZone }),
  };
}

const pointsOf = (edges: readonly number[], slots: readonly SalesFigures[]) =>
  slots.map(({ orders, salesMinor }, index) => ({ at: new Date(edges[index] ?? 0).toISOString(), orders, salesMinor }));

/** The slots of the compared period, whole, and its figures until `untilMs`. */
async function readBefore(db: Db, edges: readonly number[], untilMs: number | null) {
  if (untilMs === null || edges.includes(untilMs)) {
    const slots = await readSlots(db, edges);
    const counted = untilMs === null ? slots : slots.slice(0, edges.indexOf(untilMs));
    return { slots, figures: sumOf(counted) };
  }
  const at = edges.findIndex((edgeMs) => edgeMs > untilMs);
  const parts = await readSlots(db, edges.toSpliced(at, 0, untilMs));
  const slots = parts.toSpliced(at - 1, 2, sumOf(parts.slice(at - 1, at + 1)));
  return { slots, figures: sumOf(parts.slice(0, at)) };
}

interface SellersOf extends Pick<ShopClock, "timeZone"> {
  readonly days: DayPeriod;
  readonly edges: readonly number[];
  /** How many orders the period has. */
  readonly orders: number;
}

async function readSellers(db: Db, { days, edges, orders, timeZone }: SellersOf): Promise<Sales["bestSellers"]> {
  const key = [days.from, days.to, timeZone].join(" ");
  const counted = await recallSellers(db, key, async () => ({
    orders,
    rows: await selectBestSellers(db, {
      from: new Date(edges.at(0) ?? 0),
      to: new Date(edges.at(-1) ?? 0),
      orders: ORDERS_READ_MAX,
      limit: BEST_SELLERS_MAX,
    }),
  }));
  return {
    items: counted.rows.map((row) => ({
      productId: row.product_id,
      title: row.title,
      units: row.units,
      salesMinor: row.sales_minor,
    })),
    ofNewest: counted.orders > ORDERS_READ_MAX ? ORDERS_READ_MAX : null,
  };
}
