import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../migrate.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";

const CHECKOUT = ["order.created", "inventory.reserved", "payment.processed", "order.confirmed"];
const DELIVERED = [...CHECKOUT, "order.packed", "order.shipped", "order.delivered"];

interface OldOrder {
  readonly status: string;
  readonly payment: string | null;
  readonly events: readonly string[];
  readonly tracking?: string;
  readonly returned?: "requested" | "received";
}

/** One order of each kind that the previous release could store, as it wrote them. */
const OLD = {
  pending: { status: "pending", payment: null, events: CHECKOUT.slice(0, 1) },
  reserved: { status: "reserved", payment: "unknown", events: CHECKOUT.slice(0, 2) },
  paid: { status: "paid", payment: "captured", events: CHECKOUT.slice(0, 3) },
  confirmed: { status: "confirmed", payment: "captured", events: CHECKOUT },
  packed: { status: "packed", payment: "captured", events: DELIVERED.slice(0, 5) },
  shipped: { status: "shipped", payment: "captured", events: DELIVERED.slice(0, 6), tracking: "CWP1" },
  delivered: { status: "delivered", payment: "captured", events: DELIVERED, returned: "requested" },
  returned: {
    status: "returned",
    payment: "captured",
    events: [...DELIVERED, "order.return_requested", "order.returned"],
    returned: "received",
  },
  refundedInPart: {
    status: "partially_refunded",
    payment: "partially_refunded",
    events: [...DELIVERED, "payment.refunded"],
  },
  refunded: {
    status: "refunded",
    payment: "refunded",
    events: [...DELIVERED, "order.returned", "payment.refunded"],
    returned: "received",
  },
  declined: {
    status: "cancelled",
    payment: "declined",
    events: ["order.created", "inventory.reserved", "payment.failed", "inventory.released", "order.cancelled"],
  },
} as const satisfies Record<string, OldOrder>;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  await migrate(database.db, "0024-sessions-of-user");
  let count = 0;
  for (const [name, order] of Object.entries(OLD)) await insertOld(name, order, (count += 1));
  await migrate(database.db);
});
afterAll(() => database.close());

async function insertOld(name: string, order: OldOrder, count: number): Promise<void> {
  const id = randomUUID();
  const number = `CW-2222-222${"23456789ABC"[count - 1]}`;
  const { db } = database;
  await sql`
    insert into orders.orders (id, number, status, email, cart_id, currency, subtotal_minor, tax_included, total_minor,
      shipping_address, shipping_method_id, shipping_method, idempotency_scope, idempotency_key, request_hash, tracking, last_seq)
    values (${id}, ${number}, ${order.status}, 'kim@example.com', gen_random_uuid(), 'EUR', 3000, true, 3000, '{}', 'standard',
      'Standard', ${name}, gen_random_uuid(), decode(repeat('00', 32), 'hex'), ${order.tracking ?? null}, ${order.events.length})`.execute(
    db,
  );
  for (const position of [1, 2]) {
    await sql`
      insert into orders.order_lines (order_id, position, variant_id, product_id, title, variant_title, quantity, unit_price_minor, total_minor)
      values (${id}, ${position}, gen_random_uuid(), gen_random_uuid(), 'Mug', 'Blue', ${position}, 1000, ${position * 1_000})`.execute(
      db,
    );
  }
  for (const [index, type] of order.events.entries()) {
    await sql`
      insert into orders.order_events (order_id, seq, type, message) values (${id}, ${index + 1}, ${type}, ${type})`.execute(
      db,
    );
  }
  if (order.payment) {
    await sql`
      insert into payments.payments (id, order_id, order_number, saga_id, provider, state, amount_minor, currency, token, idempotency_key, provider_ref)
      values (gen_random_uuid(), ${id}, ${number}, gen_random_uuid(), 'sandbox', ${order.payment}, 3000, 'EUR', 'tok_approve',
        gen_random_uuid(), ${`ch_${count}`})`.execute(db);
  }
  if (order.returned) {
    await sql`
      insert into orders.returns (id, order_id, reason, state) values (gen_random_uuid(), ${id}, 'Too small', ${order.returned})`.execute(
      db,
    );
  }
}

const read = async <Row>(query: ReturnType<typeof sql<Row>>) => (await query.execute(database.db)).rows;

it("migrates every order to the three axes", async () => {
  const rows = await read(
    sql<{ name: string; axes: string }>`
      select idempotency_scope as name, concat_ws(' ', status, payment_status, fulfillment_status, reserved) as axes
      from orders.orders`,
  );
  expect(Object.fromEntries(rows.map(({ name, axes }) => [name, axes]))).toEqual({
    pending: "pending unpaid unfulfilled f",
    reserved: "pending unpaid unfulfilled t",
    paid: "pending paid unfulfilled t",
    confirmed: "confirmed paid unfulfilled t",
    packed: "confirmed paid packed t",
    shipped: "confirmed paid shipped t",
    delivered: "completed paid delivered t",
    returned: "completed paid returned t",
    refundedInPart: "completed partially_refunded delivered t",
    refunded: "completed refunded returned t",
    declined: "cancelled failed unfulfilled f",
  });
});

it("keeps what was packed, shipped and delivered as fulfilments of all lines, with the tracking number", async () => {
  const rows = await read(
    sql<{ name: string; goods: string }>`
      select o.idempotency_scope as name, concat_ws(' ', f.state, f.tracking_number, sum(l.quantity)) as goods
      from orders.fulfillments as f join orders.orders as o on o.id = f.order_id
      join orders.fulfillment_lines as l on l.fulfillment_id = f.id group by o.id, f.id`,
  );
  expect(Object.fromEntries(rows.map(({ name, goods }) => [name, goods]))).toEqual({
    packed: "packed 3",
    shipped: "shipped CWP1 3",
    delivered: "delivered 3",
    returned: "delivered 3",
    refundedInPart: "delivered 3",
    refunded: "delivered 3",
  });
});

it("keeps returns line by line, received or not", async () => {
  const rows = await read(
    sql<{ name: string; units: string }>`
      select o.idempotency_scope as name, sum(l.quantity) || ' asked, ' || sum(l.received) || ' received' as units
      from orders.return_lines as l join orders.orders as o on o.id = l.order_id group by o.id`,
  );
  expect(Object.fromEntries(rows.map(({ name, units }) => [name, units]))).toEqual({
    delivered: "3 asked, 0 received",
    returned: "3 asked, 3 received",
    refunded: "3 asked, 3 received",
  });
});

it("gives every event the state after it, and the last one the state of its order", async () => {
  const timeline = await read(
    sql<{ state: string }>`
      select concat_ws(' ', e.type, e.status, e.order_status, e.payment_status, e.fulfillment_status) as state
      from orders.order_events as e join orders.orders as o on o.id = e.order_id
      where o.idempotency_scope = 'refundedInPart' order by e.seq`,
  );
  expect(timeline.map(({ state }) => state)).toEqual([
    "order.created pending pending unpaid unfulfilled",
    "inventory.reserved reserved pending unpaid unfulfilled",
    "payment.processed paid pending paid unfulfilled",
    "order.confirmed confirmed confirmed paid unfulfilled",
    "order.packed packed confirmed paid packed",
    "order.shipped shipped confirmed paid shipped",
    "order.delivered delivered completed paid delivered",
    "payment.refunded partially_refunded completed partially_refunded delivered",
  ]);
  const differing = await read(
    sql<{ name: string }>`
      select o.idempotency_scope as name from orders.orders as o
      join orders.order_events as e on e.order_id = o.id and e.seq = o.last_seq
      where (e.order_status, e.payment_status, e.fulfillment_status) <> (o.status, o.payment_status, o.fulfillment_status)`,
  );
  expect(differing).toEqual([]);
});
