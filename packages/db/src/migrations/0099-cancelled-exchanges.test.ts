import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../migrate.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  await migrate(database.db, "0098-gift-cards");
});
afterAll(() => database.close());

async function insertOrder(number: string): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into orders.orders (id, number, email, cart_id, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor,
      tax_included, total_minor, shipping_address, shipping_method_id, shipping_method, idempotency_scope, idempotency_key, request_hash)
    values (${id}, ${number}, 'kim@example.com', gen_random_uuid(), 'EUR', 1000, 0, 0, 0, true, 1000, '{}', 'standard', 'Standard', ${number}, gen_random_uuid(),
      decode(repeat('00', 32), 'hex'))`.execute(database.db);
  return id;
}

it("renames the event of a cancelled exchange, and no other", async () => {
  const { db } = database;
  const [first, second] = [await insertOrder("CW-2222-2222"), await insertOrder("CW-2222-2223")];
  const returnId = randomUUID();
  await sql`insert into orders.returns (id, order_id) values (${returnId}, ${first})`.execute(db);
  await sql`
    insert into orders.exchanges (id, return_id, order_id, new_order_id, paid_order_id)
    values (gen_random_uuid(), ${returnId}, ${first}, ${second}, ${first})`.execute(db);
  await sql`
    insert into orders.order_events (order_id, seq, type, message, status, order_status, payment_status, fulfillment_status)
    select ${first}::uuid, seq, type, 'told', 'confirmed', 'confirmed', 'paid', 'delivered'
    from unnest(array['order.exchanged', 'order.exchange_off', 'order.exchanged']) with ordinality as told (type, seq)`.execute(
    db,
  );
  await migrate(db);
  const { rows } = await sql<{ type: string }>`
    select type from orders.order_events where order_id = ${first} order by seq`.execute(db);
  expect(rows.map(({ type }) => type)).toEqual(["order.exchanged", "order.exchange_cancelled", "order.exchanged"]);
});
