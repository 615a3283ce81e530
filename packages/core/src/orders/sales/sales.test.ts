import type { SalesFigures } from "@cartwright/contracts/sales";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createOrder, newGuest } from "../../testing/fixtures.ts";
import { indexesRead } from "../../testing/plans.ts";
import { foldSales } from "./fold-sales.ts";
import { readSlots } from "./read-slots.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from orders.orders`.execute(database.db);
  await sql`truncate orders.sales_quarters, orders.sales_changes`.execute(database.db);
});

const QUARTER_MS = 900_000;
const START_MS = Date.parse("2026-11-29T22:00:00Z");
const QUARTERS = 8;
const EDGES = Array.from({ length: QUARTERS + 1 }, (_, n) => START_MS + n * QUARTER_MS);

/** The same, added up from the orders themselves. */
async function plainSums(): Promise<SalesFigures[]> {
  const { rows } = await sql<SalesFigures>`
    select count(o.id) filter (where sold)::int as orders, count(o.id) filter (where o.status = 'cancelled')::int as cancelled,
      coalesce(sum(o.total_minor - o.refunded_minor) filter (where sold), 0)::bigint as "salesMinor",
      coalesce(sum(o.refunded_minor) filter (where sold), 0)::bigint as "refundsMinor",
      coalesce(sum((select sum(quantity) from orders.order_lines where order_id = o.id)) filter (where sold), 0)::bigint as units
    from unnest(${EDGES.slice(0, -1).map((edgeMs) => new Date(edgeMs))}::timestamptz[]) as edge
    left join (select *, status in ('confirmed', 'completed') as sold from orders.orders) as o
      on o.created_at >= edge and o.created_at < edge + interval '15 minutes'
    group by edge order by edge`.execute(database.db);
  return rows;
}

async function placeOrder(at: number, status: "pending" | "confirmed" | "cancelled", totalMinor: number) {
  const { id } = await createOrder(database.db, newGuest(), { status, totalMinor, quantity: 1 + (at % 3) });
  await sql`update orders.orders set created_at = ${new Date(START_MS + at)} where id = ${id}`.execute(database.db);
  return id;
}

const act = fc.oneof(
  fc.record({
    kind: fc.constant("place" as const),
    at: fc.nat(QUARTERS * QUARTER_MS - 1),
    status: fc.constantFrom("pending", "confirmed", "cancelled"),
    /** One unit, two or three have to come to it. */
    totalMinor: fc.integer({ min: 1, max: 15_000 }).map((sixth) => sixth * 6),
  }),
  fc.record({
    kind: fc.constant("move" as const),
    /** Which orders: each whose place is divisible. */
    every: fc.integer({ min: 1, max: 4 }),
    status: fc.constantFrom("pending", "confirmed", "completed", "cancelled"),
  }),
  fc.record({
    kind: fc.constant("refund" as const),
    every: fc.integer({ min: 1, max: 4 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ kind: fc.constant("fold" as const), limit: fc.integer({ min: 1, max: 20 }) }),
);

it("is the plain sum over the orders after any sequence of orders, cancellations, refunds and folds", async () => {
  const { db } = database;
  await fc.assert(
    fc
      .asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        const ids: string[] = [];
        const some = (every: number) => ids.filter((_, place) => place % every === 0);
        for (const each of acts) {
          if (each.kind === "place") ids.push(await placeOrder(each.at, each.status, each.totalMinor));
          else if (each.kind === "move")
            await sql`update orders.orders set status = ${each.status} where id = any(${some(each.every)}::uuid[])`.execute(
              db,
            );
          else if (each.kind === "refund")
            await sql`
              update orders.orders set refunded_minor = refunded_minor + floor((total_minor - refunded_minor) * ${each.part}::float8)
              where id = any(${some(each.every)}::uuid[])`.execute(db);
          else await Promise.all([foldSales({ db }, each.limit), foldSales({ db }, each.limit)]);
          expect(await readSlots(db, EDGES)).toEqual(await plainSums());
        }
      })
      .beforeEach(async () => {
        await sql`delete from orders.orders`.execute(db);
        await sql`truncate orders.sales_quarters, orders.sales_changes`.execute(db);
      }),
    { numRuns: 25 },
  );
});

it("keeps nothing of a transaction that is rolled back", async () => {
  const { db, pool } = database;
  const id = await placeOrder(0, "pending", 500);
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("update orders.orders set status = 'confirmed' where id = $1", [id]);
    await client.query("rollback");
  } finally {
    client.release();
  }
  expect((await readSlots(db, EDGES)).map(({ orders }) => orders)).toEqual(EDGES.slice(1).map(() => 0));
});

it("lets two orders of the same quarter hour be confirmed at once, without waiting", async () => {
  const { db, pool } = database;
  const [first, second] = [await placeOrder(0, "pending", 500), await placeOrder(3, "pending", 700)];
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("update orders.orders set status = 'confirmed' where id = $1", [first]);
    await sql`update orders.orders set status = 'confirmed' where id = ${second}`.execute(db);
    await foldSales({ db }, 100);
    await client.query("commit");
  } finally {
    client.release();
  }
  expect(await readSlots(db, EDGES)).toEqual(await plainSums());
});

it("writes nothing for a change that moves no money, and folds until nothing is left", async () => {
  const { db } = database;
  const id = await placeOrder(0, "confirmed", 500);
  while ((await foldSales({ db }, 1)) > 0);
  await sql`update orders.orders set fulfillment_status = 'packed' where id = ${id}`.execute(db);
  expect(await foldSales({ db }, 100)).toBe(0);
  expect(await readSlots(db, EDGES)).toEqual(await plainSums());
});

it("counts a database anew that was filled without triggers", async () => {
  const { db } = database;
  await placeOrder(0, "confirmed", 500);
  await placeOrder(QUARTER_MS, "cancelled", 500);
  await sql`truncate orders.sales_quarters, orders.sales_changes`.execute(db);
  await sql`select orders.recount_sales()`.execute(db);
  expect(await readSlots(db, EDGES)).toEqual(await plainSums());
});

it("reads a year from the sums by an index", async () => {
  const indexes = await indexesRead(database, (db) => readSlots(db, EDGES), [
    "enable_seqscan = off",
    "enable_bitmapscan = off",
  ]);
  expect(indexes).toContain("sales_quarters_pkey");
});
