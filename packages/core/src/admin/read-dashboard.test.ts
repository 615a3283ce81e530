import { daysIn } from "@cartwright/contracts/calendar";
import { startOfDate } from "@cartwright/contracts/time-zone";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setTimeZone } from "../orders/shop-time.ts";
import { createOrder, newGuest } from "../testing/fixtures.ts";
import { recording, type Statement } from "../testing/plans.ts";
import { selectStateCounts } from "./dashboard.sql.ts";
import { readDashboard } from "./read-dashboard.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it("counts orders by each of their states, of 30 days that begin at midnight on the shop's clock", async () => {
  const { db } = database;
  await inTransaction(db, (tx) => setTimeZone(tx, "Pacific/Kiritimati"));
  const { states: none } = await readDashboard(db);
  const first = startOfDate(none.placed.from, "Pacific/Kiritimati");
  for (const [at, status] of [
    [first - 1, "confirmed"],
    [first, "confirmed"],
    [first + 1, "cancelled"],
    [first + 2, "delivered"],
  ] as const) {
    const { id } = await createOrder(db, newGuest(), { status });
    await sql`update orders.orders set created_at = ${new Date(at)} where id = ${id}`.execute(db);
  }
  const { states } = await readDashboard(db);
  expect(daysIn(states.placed)).toBe(30);
  expect(states.orderStatus).toEqual([
    { state: "cancelled", count: 1 },
    { state: "completed", count: 1 },
    { state: "confirmed", count: 1 },
  ]);
  expect(states.paymentStatus).toContainEqual({ state: "paid", count: 2 });
  expect(states.fulfillmentStatus).toContainEqual({ state: "delivered", count: 1 });
});

it("counts a month of orders by state from an index alone", async () => {
  const { db, pool } = database;
  await createOrder(db, newGuest());
  await sql`vacuum analyze orders.orders`.execute(db);
  const statements: Statement[] = [];
  await selectStateCounts(createDb(recording(pool, statements)), new Date(0));
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
