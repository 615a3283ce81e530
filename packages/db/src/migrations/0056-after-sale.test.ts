import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../migrate.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  await migrate(database.db, "0055-suggestions");
  await sql`
    insert into promotions.promotions (id, code, kind) values (gen_random_uuid(), 'SHIPFREE', 'free_shipping')`.execute(
    database.db,
  );
  await insertOrder("percent", { discount: 350, code: "TEN", tax: 581 });
  await insertOrder("shipping", { discount: 490, code: "SHIPFREE", tax: 0 });
  await insertOrder("plain", { discount: 0, code: null, tax: 637 });
  await migrate(database.db);
});
afterAll(() => database.close());

/** Three units for 10.00 and one for 5.00, with 4.90 for shipping. */
async function insertOrder(
  name: string,
  { discount, code, tax }: { readonly discount: number; readonly code: string | null; readonly tax: number },
): Promise<void> {
  const id = randomUUID();
  const { db } = database;
  await sql`
    insert into orders.orders (id, number, email, cart_id, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor,
      tax_included, total_minor, promotion_code, shipping_address, shipping_method_id, shipping_method, idempotency_scope,
      idempotency_key, request_hash)
    values (${id}, ${`CW-2222-222${{ percent: 2, shipping: 3, plain: 4 }[name] ?? 5}`}, 'kim@example.com', gen_random_uuid(), 'EUR', 3500,
      ${discount}, 490, ${tax}, true, ${3_990 - discount}, ${code}, '{}', 'standard', 'Standard', ${name}, gen_random_uuid(),
      decode(repeat('00', 32), 'hex'))`.execute(db);
  for (const [position, quantity, price] of [
    [1, 3, 1_000],
    [2, 1, 500],
  ] as const) {
    await sql`
      insert into orders.order_lines (order_id, position, variant_id, product_id, title, variant_title, quantity, unit_price_minor, total_minor)
      values (${id}, ${position}, gen_random_uuid(), gen_random_uuid(), 'Mug', 'Blue', ${quantity}, ${price}, ${quantity * price})`.execute(
      db,
    );
  }
}

it("gives the lines of earlier orders their shares of discount and tax, to the cent", async () => {
  const { rows } = await sql<{ name: string; shares: string }>`
    select o.idempotency_scope as name,
      string_agg(line.discount_minor || ' off, ' || line.tax_minor || ' tax', '; ' order by line.position) as shares
    from orders.order_lines as line join orders.orders as o on o.id = line.order_id group by o.id`.execute(database.db);
  expect(Object.fromEntries(rows.map(({ name, shares }) => [name, shares]))).toEqual({
    // Of 581 tax in 3,640 paid: 430.96, 71.83, and 78.21 in shipping.
    percent: "300 off, 431 tax; 50 off, 72 tax",
    shipping: "0 off, 0 tax; 0 off, 0 tax",
    // Of 637 in 3,990: 478.95, 79.82, and 78.23 in shipping.
    plain: "0 off, 479 tax; 0 off, 80 tax",
  });
});
