import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, newGuest } from "@cartwright/core/testing/fixtures";
import { tablesReadWhole } from "@cartwright/core/testing/plans";
import { readPickList } from "@cartwright/core/admin/read-pick-list";
import { createCapturedPayment } from "@cartwright/core/testing/payments";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
let staff: Actor;
const variants = { a2: newId(), a10: newId(), loose: newId() };
beforeAll(async () => {
  database = await createTestDatabase();
  staff = await createMember(database.db, { role: "manager" });
});
afterAll(() => database.close());

const desk = () => createCaller(testContext(testApiDeps(database.db), { actor: staff })).admin.orders;

/** A paid order of three units of A-10, two of A-2 and one without an SKU. */
async function hasOrder(ageSeconds: number) {
  const order = await createOrder(database.db, newGuest(), {
    status: "confirmed",
    totalMinor: 3_000,
    quantity: 3,
    ageSeconds,
  });
  await sql`update orders.order_lines set variant_id = ${variants.a10}, sku = 'A-10' where order_id = ${order.id}`.execute(
    database.db,
  );
  await sql`
    insert into orders.order_lines (order_id, position, variant_id, product_id, sku, title, variant_title, quantity, unit_price_minor, total_minor)
    values (${order.id}, 2, ${variants.a2}, ${newId()}, 'A-2', 'Bowl', '', 2, 0, 0),
      (${order.id}, 3, ${variants.loose}, ${newId()}, null, 'Cup', '', 1, 0, 0)`.execute(database.db);
  await createCapturedPayment(database.db, { orderId: order.id, orderNumber: order.number, amountMinor: 3_000 });
  return order.number;
}

it("sums what is to be fetched by SKU, without what is packed, refunded or cancelled", async () => {
  const [older, newer, cancelled] = [await hasOrder(300), await hasOrder(200), await hasOrder(100)];
  const all = await desk().pickList({});
  expect(all.orders).toEqual([older, newer, cancelled]);
  expect(all.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ["A-2", 6],
    ["A-10", 9],
    [null, 3],
  ]);
  await desk().cancel({ number: cancelled, reason: "changed their mind" });
  await desk().fulfill({ number: older, lines: [{ lineId: "2", quantity: 2 }] });
  const refund = { idempotencyKey: newId(), reason: "out of stock" };
  await desk().refund({ number: newer, lines: [{ lineId: "1", quantity: 1 }], ...refund });
  const rest = await desk().pickList({});
  expect(rest.items.map(({ sku, quantity, orders }) => [sku, quantity, orders])).toEqual([
    ["A-2", 2, [{ number: newer, quantity: 2 }]],
    [
      "A-10",
      5,
      [
        { number: older, quantity: 3 },
        { number: newer, quantity: 2 },
      ],
    ],
    [
      null,
      2,
      [
        { number: older, quantity: 1 },
        { number: newer, quantity: 1 },
      ],
    ],
  ]);
  const chosen = await desk().pickList({ numbers: [newer, cancelled] });
  expect(chosen).toMatchObject({ orders: [newer], skipped: [cancelled], hasMore: false });
});

it("is read by index, and refuses more than 200 orders", async () => {
  const number = await hasOrder(0);
  await desk().fulfill({ number });
  expect(await desk().pickList({ numbers: [number] })).toMatchObject({ items: [], skipped: [number] });
  expect(await tablesReadWhole(database, (db) => readPickList(db))).toEqual([]);
  const numbers = Array.from({ length: 201 }, () => number);
  await expect(desk().pickList({ numbers })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});
