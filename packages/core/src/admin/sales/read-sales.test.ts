import { AdminReadSales, Sales } from "@cartwright/contracts/sales";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { setTimeZone } from "../../orders/shop-time.ts";
import { createOrder, newGuest } from "../../testing/fixtures.ts";
import { indexesRead } from "../../testing/plans.ts";
import { readSales } from "./read-sales.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from orders.orders`.execute(database.db);
  await sql`truncate orders.sales_quarters, orders.sales_changes`.execute(database.db);
});

const read = async (asked: Parameters<typeof AdminReadSales.parse>[0]) => {
  const sales = await readSales(database.db, AdminReadSales.parse(asked));
  expect(Sales.parse(sales)).toEqual(sales);
  return sales;
};

interface Placed {
  readonly refundedMinor?: number;
  readonly status?: "confirmed" | "cancelled";
}

async function orderAt(at: string, totalMinor: number, { refundedMinor = 0, status = "confirmed" }: Placed = {}) {
  const { id } = await createOrder(database.db, newGuest(), { status, totalMinor, quantity: 2 });
  await sql`
    update orders.orders set created_at = ${at}, refunded_minor = ${refundedMinor} where id = ${id}`.execute(
    database.db,
  );
  return id;
}

it.each(["Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns"])(
  "puts an order of a moment before midnight in %s on the day before",
  async (timeZone) => {
    await inTransaction(database.db, (tx) => setTimeZone(tx, timeZone));
    const { period } = await read({ days: { from: "2026-03-29", to: "2026-03-29" } });
    const midnight = Date.parse(period.points[0]?.at ?? "");
    await orderAt(new Date(midnight - 1).toISOString(), 20);
    await orderAt(new Date(midnight).toISOString(), 300);
    const { period: day, before } = await read({ days: { from: "2026-03-29", to: "2026-03-29" } });
    expect([day.figures.salesMinor, before.figures.salesMinor]).toEqual([300, 20]);
    expect(before.points.at(-1)?.salesMinor).toBe(20);
    await inTransaction(database.db, (tx) => setTimeZone(tx, "Europe/Berlin"));
  },
);

it("sums a period net of refunds, without cancelled orders, beside the period before and that of a year before", async () => {
  await orderAt("2026-06-10T10:00:00Z", 5_000, { refundedMinor: 1_000 });
  await orderAt("2026-06-11T10:00:00Z", 3_000);
  await orderAt("2026-06-11T11:00:00Z", 9_000, { status: "cancelled" });
  await orderAt("2026-06-09T10:00:00Z", 700);
  await orderAt("2025-06-11T10:00:00Z", 40);
  const days = { from: "2026-06-10", to: "2026-06-11" };
  const sales = await read({ days });
  expect(sales.period.figures).toEqual({ orders: 2, salesMinor: 7_000, refundsMinor: 1_000, units: 4, cancelled: 1 });
  expect(sales.period.points.map(({ salesMinor }) => salesMinor)).toEqual([4_000, 3_000]);
  expect([sales.before.from, sales.before.to, sales.before.figures.salesMinor]).toEqual([
    "2026-06-08",
    "2026-06-09",
    700,
  ]);
  const year = await read({ days, compare: "year" });
  expect([year.before.from, year.before.to, year.before.figures.salesMinor]).toEqual(["2025-06-10", "2025-06-11", 40]);
  expect(sales.bestSellers).toMatchObject({ ofNewest: null, items: [{ units: 2 }, { units: 2 }] });
});

it("compares a day that has not ended with the other one until the same time, and shows all of that one", async () => {
  const { before } = await read({ range: "today" });
  const untilMs = Date.parse(before.until ?? "");
  const first = before.points[0]?.at ?? "";
  const last = new Date(Date.parse(before.points.at(-1)?.at ?? "") + 3_599_000).toISOString();
  await orderAt(first, 10);
  await orderAt(last, 500);
  const after = (await read({ range: "today" })).before;
  const isOver = Date.parse(last) < untilMs;
  // Within the last quarter hour of a day the two are the same.
  expect(after.figures.salesMinor).toBe(isOver ? 510 : 10);
  expect(after.points.reduce((sum, { salesMinor }) => sum + salesMinor, 0)).toBe(510);
});

it("has no figures and no points for days to come", async () => {
  const { period, before } = await read({ days: { from: "2999-12-01", to: "2999-12-31" } });
  expect([period.points, period.figures.orders, before.until]).toEqual([[], 0, null]);
});

it.each([
  { days: { from: "2026-06-11", to: "2026-06-10" } },
  { days: { from: "2025-01-01", to: "2026-01-02" } },
  { days: { from: "1999-12-31", to: "2000-01-01" } },
  { days: { from: "2026-02-30", to: "2026-03-01" } },
  { range: "ever" },
  { compare: "decade" },
])("refuses a period that is none: %j", (asked) => {
  expect(AdminReadSales.safeParse(asked).success).toBe(false);
});

it("reads best sellers from the newest orders by their index", async () => {
  const indexes = await indexesRead(
    database,
    (db) => readSales(db, AdminReadSales.parse({ range: "last_12_months" })),
    ["enable_seqscan = off", "enable_bitmapscan = off", "enable_sort = off"],
  );
  expect(indexes).toEqual(expect.arrayContaining(["orders_newest", "sales_quarters_pkey"]));
  expect(indexes.filter((name) => name.startsWith("order_lines_"))).toHaveLength(1);
});
