import type { SagaId } from "@cartwright/contracts/ids";
import { createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { newId } from "@cartwright/core/kernel/ids";
import { createPayment } from "@cartwright/core/testing/payments";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillShop } from "./fill-shop.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const counts = async (...tables: readonly string[]) =>
  Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
        database.db,
      );
      return rows[0]?.n;
    }),
  );

test("a shop without a confirmed order cannot be filled, and stays as it is", async () => {
  await expect(fillShop(database.pool, { orders: 5, products: 5 })).rejects.toThrow("no confirmed order");
  expect(await counts("orders.orders", "catalog.products")).toEqual([0, 0]);
});

test("fills a shop with copies of its orders and products, each with its parts", async () => {
  const { db } = database;
  await createProduct(db, { variants: [{ onHand: 5 }] });
  const order = await createOrder(db, newGuest(), {
    status: "confirmed",
    events: ["order.created", "order.confirmed"],
  });
  const sagaId = newId<SagaId>();
  await db
    .insertInto("saga.sagas")
    .values({
      id: sagaId,
      order_id: order.id,
      kind: "checkout",
      definition_version: 1,
      state: "completed",
      step: "confirm",
      finished_at: new Date(),
    })
    .execute();
  const { id: paymentId } = await createPayment(db, { orderId: order.id, orderNumber: order.number, sagaId });
  const transferId = newId();
  await db
    .insertInto("payments.ledger_entries")
    .values(
      (["provider_balance", "customer_payments"] as const).map((account, index) => ({
        transfer_id: transferId,
        payment_id: paymentId,
        account,
        amount_minor: index === 0 ? 1_999 : -1_999,
        currency: "EUR",
      })),
    )
    .execute();
  await fillShop(database.pool, { orders: 40, products: 30 });
  expect(
    await counts("orders.orders", "orders.order_lines", "orders.order_events", "saga.sagas", "payments.payments"),
  ).toEqual([41, 41, 82, 41, 41]);
  expect(await counts("catalog.products", "catalog.variants", "inventory.stock")).toEqual([31, 31, 31]);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from orders.orders o
      join saga.sagas s on s.order_id = o.id
      join payments.payments p on p.order_id = o.id and p.saga_id = s.id and p.order_number = o.number
    where (select sum(amount_minor) from payments.ledger_entries l where l.payment_id = p.id having count(*) = 2) = 0`.execute(
    db,
  );
  expect(rows[0]?.n).toBe(41);
});
