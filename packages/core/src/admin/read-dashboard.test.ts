import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readShopTime, setTimeZone } from "../orders/shop-time.ts";
import { inTransaction } from "@cartwright/db/transaction";
import { createOrder, newGuest } from "../testing/fixtures.ts";
import { recording, type Statement } from "../testing/plans.ts";
import { selectStateCounts } from "./dashboard.sql.ts";
import { readDashboard, startsOf } from "./read-dashboard.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it("begins days and hours on the shop's clock, also when it was changed that day", () => {
  const starts = (now: string, timeZone: string) => {
    const { today, yesterday, hour } = startsOf({ now: new Date(now), timeZone });
    return [today, yesterday, hour].map((at) => at.toISOString());
  };
  expect(starts("2026-03-30T10:20:00Z", "Europe/Berlin")).toEqual([
    "2026-03-29T22:00:00.000Z",
    "2026-03-28T23:00:00.000Z",
    "2026-03-30T10:00:00.000Z",
  ]);
  expect(starts("2026-10-25T23:59:59Z", "Europe/Berlin")).toEqual([
    "2026-10-25T23:00:00.000Z",
    "2026-10-24T22:00:00.000Z",
    "2026-10-25T23:00:00.000Z",
  ]);
  expect(starts("2026-11-29T10:20:00Z", "Asia/Kolkata")[2]).toBe("2026-11-29T09:30:00.000Z");
});

it.each(["Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns"])(
  "counts an order of a moment before midnight in %s as yesterday's",
  async (timeZone) => {
    const { db } = database;
    await sql`delete from orders.orders`.execute(db);
    await inTransaction(db, (tx) => setTimeZone(tx, timeZone));
    const { today, yesterday } = startsOf(await readShopTime(db));
    const dayBefore = new Date(yesterday.getTime() - 1);
    const lastMoment = new Date(today.getTime() - 1);
    for (const [at, totalMinor] of [
      [dayBefore, 1],
      [lastMoment, 20],
      [today, 300],
    ] as const) {
      const { id } = await createOrder(db, newGuest(), { status: "confirmed", totalMinor });
      await sql`update orders.orders set created_at = ${at} where id = ${id}`.execute(db);
    }
    const shop = await readDashboard(db);
    expect([shop.today.salesMinor, shop.yesterday.salesMinor]).toEqual([300, 20]);
    expect(shop.sales).toHaveLength(24);
    const last = shop.sales.at(-1)?.at ?? "";
    expect(startsOf({ now: new Date(last), timeZone }).hour.toISOString()).toBe(last);
  },
);

it("counts a month of orders by state from an index alone", async () => {
  const { db, pool } = database;
  await createOrder(db, newGuest());
  await sql`vacuum analyze orders.orders`.execute(db);
  const statements: Statement[] = [];
  await selectStateCounts(createDb(recording(pool, statements)));
  const client = await pool.connect();
  try {
    await client.query("begin; set local enable_seqscan = off; set local enable_bitmapscan = off");
    const [{ text, values } = { text: "", values: [] }] = statements;
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain ${text}`, [...values]);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Index Only Scan using orders_newest");
  } finally {
    await client.query("rollback");
    client.release();
  }
});
