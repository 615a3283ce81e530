import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../migrate.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  await migrate(database.db, "0081-order-drafts");
  await sql`
    insert into orders.shipping_methods (id, title, countries, position) values
      ('standard', 'Standard', array['DE', 'AT', 'FR', 'IT', 'NL'], 1), ('express', 'Express', array['DE'], 2), ('world', 'World', '{}', 3)`.execute(
    database.db,
  );
  await sql`
    insert into orders.shipping_bands (method_id, up_to_grams, price_minor, currency) values ('standard', 2000, 490, 'EUR')`.execute(
    database.db,
  );
  await migrate(database.db);
});
afterAll(() => database.close());

it("gives the countries that the same methods named a zone of their own, and keeps the bands", async () => {
  const { rows } = await sql<{ name: string; rest: boolean; places: string | null; methods: string }>`
    select z.name, z.rest,
      (select string_agg(country, ' ' order by country) from orders.shipping_places where zone_id = z.id) as places,
      (select string_agg(method_id, ' ' order by method_id) from orders.shipping_method_zones where zone_id = z.id) as methods
    from orders.shipping_zones as z order by z.rest, z.name`.execute(database.db);
  expect(rows).toEqual([
    { name: "Austria, France, Italy and 1 more", rest: false, places: "AT FR IT NL", methods: "standard" },
    { name: "Germany", rest: false, places: "DE", methods: "express standard" },
    { name: "Rest of the world", rest: true, places: null, methods: "world" },
  ]);
  const bands = await sql`select method_id, up_to, price_minor from orders.shipping_bands`.execute(database.db);
  expect(bands.rows).toEqual([{ method_id: "standard", up_to: 2_000, price_minor: 490 }]);
});
