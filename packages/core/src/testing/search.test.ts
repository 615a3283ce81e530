import { readFileSync } from "node:fs";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { listCustomers } from "../admin/customers/list-customers.ts";
import { listOrdersForStaff } from "../admin/list-orders.ts";
import { listProductsForStaff } from "../admin/list-products.ts";
import { listProducts } from "../catalog/list-products.ts";
import { importProducts } from "../catalog/product-files/import-products.ts";
import { fileOf, succeeded } from "../catalog/product-files/testing/csv-files.ts";
import { refreshOrderSearch } from "../orders/refresh-search.ts";
import { readOrderQuery, readSearchQuery, readStaffQuery } from "../search/read-query.ts";
import { createOrder, createUser, newGuest, testDeps } from "./fixtures.ts";

const fixture = (name: string) => readFileSync(new URL(`../search/fixtures/${name}`, import.meta.url));
const CASES = z
  .array(z.object({ query: z.string(), finds: z.string() }))
  .parse(JSON.parse(fixture("search.json").toString()));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  succeeded(await importProducts(testDeps(database.db), { ...fileOf(fixture("search-products.csv")), dryRun: false }));
});
afterAll(() => database.close());

const inShop = async (query: string) =>
  (await listProducts(database.db, { query, limit: 20 })).items.map(({ slug }) => slug);
const inAdmin = async (query: string) =>
  (await listProductsForStaff(database.db, { query, limit: 20 })).items.map(({ slug }) => slug);

describe("products", () => {
  it.each(CASES)("$query finds $finds, in the shop and in the back office", async ({ query, finds }) => {
    expect(await inShop(query)).toContain(finds);
    expect(await inAdmin(query)).toContain(finds);
  });

  it.each([
    ["BRU", "s1"],
    ["mülle", "s2"],
    ["MÜLLER", "s2"],
    ["mu\u0308ller", "s2"],
    ["ＷｉＦｉ", "s4"],
    ["wf1", "s4"],
    ["daypack", "s5"],
    ["tees", "s6"],
    ["夏", "s7"],
    ["canvas -lamp", "s5"],
    ['"rain jacket"', "s3"],
    ["mackintosh", "s3"],
  ])("%s finds %s", async (query, slug) => {
    expect(await inShop(query)).toContain(slug);
  });

  it("finds a part of text without spaces", async () => {
    await sql`update catalog.products set title = '日本製着物セット' where slug = 's7'`.execute(database.db);
    for (const query of ["着物", "日本", "本製着", "セット"]) expect(await inShop(query)).toEqual(["s7"]);
    expect(await inShop("物日")).toEqual([]);
  });

  it("finds nothing by symbols, and takes any text", async () => {
    expect(await inShop("!!!")).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
        const typed = text.replaceAll("\0", "");
        await readSearchQuery(database.db, typed);
        await readStaffQuery(database.db, typed);
        await readOrderQuery(database.db, typed);
      }),
      { numRuns: 200 },
    );
  });
});

describe("orders and customers", () => {
  const found = async (query: string) => (await listOrdersForStaff(database.db, { query, limit: 20 })).items;
  let number: string;
  beforeAll(async () => {
    const order = await createOrder(database.db, newGuest(), { email: "zoe.bronte@shop.example" });
    number = order.number;
    const address = {
      name: "Zoë Brontë",
      line1: "Großer Weg 3",
      city: "Köln",
      postalCode: "SW1A 1AA",
      country: "GB",
      phone: "+44 20 7946 0958",
    };
    await sql`update orders.orders set shipping_address = ${JSON.stringify(address)} where id = ${order.id}`.execute(
      database.db,
    );
    await sql`update orders.order_lines set sku = 'CBD-039', title = 'Crème brûlée dish' where order_id = ${order.id}`.execute(
      database.db,
    );
    await database.db.transaction().execute((tx) => refreshOrderSearch(tx, [order.id]));
    await createOrder(database.db, newGuest(), { email: "other@shop.example" });
  });

  it.each([
    ["zoe", null],
    ["bronte zoe", null],
    ["ZOË", null],
    ["zoe.bronte@shop.example", null],
    ["7946", { field: "phone", text: "+44 20 7946 0958" }],
    ["cbd039", { field: "line", text: "Crème brûlée dish · Kind 1 · CBD-039" }],
    ["creme bru", { field: "line", text: "Crème brûlée dish · Kind 1 · CBD-039" }],
    ["sw1a1aa", { field: "address", text: "Großer Weg 3, Köln, SW1A 1AA" }],
    ["koeln", null],
    ["grosser weg", { field: "address", text: "Großer Weg 3, Köln, SW1A 1AA" }],
  ])("%s finds an order", async (query, match) => {
    const orders = await found(query);
    expect(orders).toMatchObject([{ number, match }]);
  });

  it("finds an order by its number, with and without prefix and dashes, and by its beginning", async () => {
    const digits = number.replace("CW-", "");
    for (const query of [number, number.toLowerCase(), digits, digits.replace("-", ""), number.slice(0, 7)]) {
      expect((await found(query)).map((order) => order.number)).toContain(number);
    }
  });

  it("finds words in one piece that were written in two, and reads a sentence in no more than three parts for each word", async () => {
    for (const query of ["c bd 039 zoe", "cbd 039 sw1a 1 aa"])
      expect([query, (await found(query)).length]).toEqual([query, 1]);
    const sentence = "leave it with the neighbour who is in until six each day";
    const parts = (await readOrderQuery(database.db, sentence))?.match(/:\*/g) ?? [];
    expect(parts.length).toBeLessThanOrEqual(3 * sentence.split(" ").length);
  });

  it("finds a customer by name without accents and by part of the address", async () => {
    await createUser(database.db, { email: "lucja@xn--bcher-kva.example", firstName: "Łucja" });
    await sql`update accounts.users set last_name = 'O’Neill' where first_name = 'Łucja'`.execute(database.db);
    for (const query of ["lucja", "oneill", "o'neill luc", "lucja@bücher.example", "bücher.example"]) {
      const { items } = await listCustomers(database.db, { query, limit: 10 });
      expect(items.map(({ firstName }) => firstName)).toEqual(["Łucja"]);
    }
  });
});
