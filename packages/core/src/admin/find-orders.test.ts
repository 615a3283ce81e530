import type { ChargeOutcome } from "../kernel/payment-gateway.ts";
import { createDb, type Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lockOrders, moveOrders } from "../orders/move-orders.ts";
import { refreshOrderSearch } from "../orders/refresh-search.ts";
import { recordOutcomes } from "../payments/record-outcomes.ts";
import { readOrderQuery } from "../search/read-query.ts";
import { createOrder, newGuest } from "../testing/fixtures.ts";
import { createPayment } from "../testing/payments.ts";
import { indexesRead, recording, type Statement, tablesReadWhole } from "../testing/plans.ts";
import { getOrderForStaff } from "./get-order.ts";
import { listOrdersForStaff } from "./list-orders.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** An order that was paid as the provider reports it, and what changed it. */
async function paidOrder(card?: { brand: string; last4: string }) {
  const { db } = database;
  const { id, number } = await createOrder(db, newGuest());
  const { id: paymentId } = await createPayment(db, { orderId: id, orderNumber: number });
  const outcome: ChargeOutcome = { kind: "captured", providerRef: `ch_${id}`, feeMinor: 0, ...(card && { card }) };
  await inTransaction(db, async (tx) => {
    await recordOutcomes(tx, [{ paymentId, outcome }]);
    const locked = (await lockOrders(tx, [id])).get(id);
    if (!locked) throw new Error("the order is gone");
    await moveOrders(tx, [{ orderId: id, from: locked.state, to: { paymentStatus: "paid" }, events: [] }]);
  });
  return { id, number, paymentId };
}

const find = async (query: string) =>
  (await listOrdersForStaff(database.db, { query, limit: 10 })).items.map(({ number, match }) => ({ number, match }));

test("an order is found by the last four digits of the card that paid it, and says so", async () => {
  const { id, number, paymentId } = await paidOrder({ brand: "mastercard", last4: "8210" });
  await paidOrder({ brand: "visa", last4: "0002" });
  await paidOrder();
  const found = [{ number, match: { field: "card", text: "8210" } }];
  expect(await find("8210")).toEqual(found);
  const [payment] = (await getOrderForStaff(database, number)).payments;
  expect(payment?.card).toEqual({ brand: "mastercard", last4: "8210" });

  // Neither other words nor a later report without the card take it away.
  await inTransaction(database.db, async (tx) => {
    await refreshOrderSearch(tx, [id]);
    await recordOutcomes(tx, [{ paymentId, outcome: { kind: "captured", providerRef: `ch_${id}`, feeMinor: 25 } }]);
  });
  expect(await find("8210")).toEqual(found);
  expect((await getOrderForStaff(database, number)).payments[0]?.card?.last4).toBe("8210");
});

test("the beginning that all numbers share is not looked for, and a whole number is not looked for among the newest orders first", async () => {
  const { number } = await createOrder(database.db, newGuest());
  for (const [query, searches] of [
    [number, 1],
    [number.toLowerCase(), 1],
    [number.slice(0, 9), 2],
  ] as const) {
    const statements: Statement[] = [];
    const db = createDb(recording(database.pool, statements));
    const { items } = await listOrdersForStaff(db, { query, limit: 10 });
    expect(items.map((item) => item.number)).toContain(number);
    expect(JSON.stringify(statements.map(({ values }) => values)).toLowerCase()).not.toContain("cw");
    expect(statements.filter(({ text }) => text.includes("o.search @@"))).toHaveLength(searches);
  }
});

test.each(["8210", "Called about parcel 1201, leave it with the neighbour", "CW-2345-6789"])(
  "a search for %s is read by index",
  async (query) => {
    expect(await tablesReadWhole(database, (db) => listOrdersForStaff(db, { query, limit: 10 }))).toEqual([]);
    const found = async (db: Db) =>
      sql`select from orders.orders where search @@ ${await readOrderQuery(db, query)}::tsquery`.execute(db);
    expect(await indexesRead(database, found, ["enable_seqscan = off"])).toEqual(["orders_search"]);
  },
);

test.each(["CW-2345-6789", "marzipan"])(
  "the last search for %s reads its index, however short the page",
  async (query) => {
    // Without sorts, the planner would rather walk all orders in time.
    const settings = ["enable_seqscan = off", "enable_sort = off", "enable_incremental_sort = off"];
    const search = (db: Db) => listOrdersForStaff(db, { query, limit: 5 });
    expect(await indexesRead(database, search, settings)).toContain("orders_search");
  },
);

test.each([
  ["copy-19", ["copy19"]],
  ["it with the handle", ["handle", "the handle", "it with the handle"]],
  ["zoe.bronte@mail4.example", ["mail4 example", "zoe bronte mail4 example"]],
  ["Called about parcel 1201, leave it", ["leave it", "called about parcel 1201 leave it"]],
])("of %s only what it ends with is a beginning", async (query, beginnings) => {
  const text = (await readOrderQuery(database.db, query)) ?? "";
  const found = new Set(Array.from(text.matchAll(/'([^']+)':\*/g), ([, word]) => word));
  expect(found).toEqual(new Set(beginnings.map((words) => words.replaceAll(" ", ""))));
});

test("a code is found by its beginning, with and without dashes, and as a part of a longer search", async () => {
  const { id, number } = await createOrder(database.db, newGuest());
  await sql`update orders.order_lines set sku = 'AB-104-RED' where order_id = ${id}`.execute(database.db);
  await inTransaction(database.db, (tx) => refreshOrderSearch(tx, [id]));
  for (const query of ["ab-104-red", "ab-104-r", "ab-10", "AB-104", "ab104r", "ab 104 re", "104 red", "red ab-104-r"])
    expect([query, (await find(query)).map((order) => order.number)]).toEqual([query, [number]]);
  for (const query of ["a-104", "ab-04-red", "ab-104-reds"]) expect([query, await find(query)]).toEqual([query, []]);
});
