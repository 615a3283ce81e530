import { FOUND_MAX } from "@cartwright/contracts/admin-search";
import type { Permission } from "@cartwright/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrder, createProduct, createUser, newGuest } from "../testing/fixtures.ts";
import { tablesReadWhole } from "../testing/plans.ts";
import { searchEverything } from "./search-everything.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  for (let at = 0; at <= FOUND_MAX; at += 1) await createProduct(db, { title: `Lantern ${at}` });
  await createUser(db, { firstName: "Wilhelmina", email: "wilhelmina@example.com" });
  await sql`insert into promotions.promotions (id, method, title, code, kind)
    values (gen_random_uuid(), 'code', 'Lantern week', 'LANTERN10', 'free_shipping')`.execute(db);
});
afterAll(() => database.close());

const anything = () => true;
const without = (denied: Permission) => (permission: Permission) => permission !== denied;
const find = (query: string, may: (permission: Permission) => boolean = anything) =>
  searchEverything(database.db, { query, may });

it("finds orders by number and name, customers by email, products by title and SKU, promotions by code", async () => {
  const { number } = await createOrder(database.db, newGuest());
  const [order] = (await find(number)).orders;
  expect(order).toMatchObject({ number });
  expect((await find(order?.customer ?? "")).orders.map((found) => found.number)).toContain(number);
  const { variants, title } = await createProduct(database.db);
  expect((await find(variants[0].sku)).products).toMatchObject([{ title }]);
  expect((await find("wilhelmina@example.com")).customers).toMatchObject([{ firstName: "Wilhelmina" }]);
  expect((await find("lantern10")).promotions).toMatchObject([{ code: "LANTERN10", state: "active" }]);
});

it(`returns ${FOUND_MAX} of a kind at most`, async () => {
  const { products, promotions } = await find("lantern");
  expect(products).toHaveLength(FOUND_MAX);
  expect(promotions).toHaveLength(1);
});

it("looks for nothing that the person may not read", async () => {
  const found = await find("wilhelmina@example.com", without("customers:read"));
  expect(found).toEqual({ orders: [], customers: [], products: [], promotions: [] });
  expect((await find("lantern", without("products:read"))).products).toEqual([]);
  expect((await find("lantern", without("promotions:read"))).promotions).toEqual([]);
  const { number } = await createOrder(database.db, newGuest());
  expect((await find(number, without("orders:read"))).orders).toEqual([]);
});

it.each(["lantern", "wilhelmina@example.com", "CW-2345-6789"])("reads each kind by index for %s", async (query) => {
  const read = (db: Db) => searchEverything(db, { query, may: anything });
  expect(await tablesReadWhole(database, read)).toEqual([]);
});
