import type { ChargeOutcome } from "../kernel/payment-gateway.ts";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lockOrders, moveOrders } from "../orders/move-orders.ts";
import { refreshOrderSearch } from "../orders/refresh-search.ts";
import { recordOutcomes } from "../payments/record-outcomes.ts";
import { createOrder, newGuest } from "../testing/fixtures.ts";
import { createPayment } from "../testing/payments.ts";
import { recording, type Statement, tablesReadWhole } from "../testing/plans.ts";
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

test("the beginning that all numbers share is not looked for", async () => {
  const statements: Statement[] = [];
  const db = createDb(recording(database.pool, statements));
  await listOrdersForStaff(db, { query: "CW-2345-6789", limit: 10 });
  expect(statements.length).toBeGreaterThan(0);
  expect(JSON.stringify(statements.map(({ values }) => values)).toLowerCase()).not.toContain("cw");
});

test("is read by index", async () => {
  const list = { query: "8210", limit: 10 };
  expect(await tablesReadWhole(database, (db) => listOrdersForStaff(db, list))).toEqual([]);
});
