import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProduct } from "../testing/fixtures.ts";
import { indexesRead, statementsThatSort, tablesReadWhole } from "../testing/plans.ts";
import { listProductsForStaff } from "./list-products.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

type Input = Parameters<typeof listProductsForStaff>[1];

async function pagesOf(input: Partial<Input>): Promise<string[]> {
  const titles: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listProductsForStaff(database.db, { limit: 2, ...input, ...(cursor !== null && { cursor }) });
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return titles;
}

test("products of a category and those below it are listed last changed first, over all pages, from its index", async () => {
  const { db } = database;
  await sql`
    with top as (
      insert into catalog.categories (id, slug, title) values (gen_random_uuid(), 'top', 'Top') returning id
    )
    insert into catalog.categories (id, slug, title, parent_id)
    select gen_random_uuid(), 'below', 'Below', id from top`.execute(db);
  for (const at of [1, 2, 3, 4, 5]) {
    const { id } = await createProduct(db);
    await sql`
      update catalog.products set title = ${`Jug ${at}`}, updated_at = now() - ${at} * interval '1 minute', status = ${at === 5 ? "draft" : "active"},
        category_id = (select id from catalog.categories where slug = ${at % 2 === 0 ? "top" : "below"})
      where id = ${id}`.execute(db);
  }
  expect(await pagesOf({ category: "top" })).toEqual(["Jug 1", "Jug 2", "Jug 3", "Jug 4", "Jug 5"]);
  expect(await pagesOf({ category: "below" })).toEqual(["Jug 1", "Jug 3", "Jug 5"]);
  expect(await pagesOf({ category: "below", status: ["draft"] })).toEqual(["Jug 5"]);
  expect(await pagesOf({ category: "top", query: "jug" })).toHaveLength(5);
  const read = (given: typeof db) => listProductsForStaff(given, { category: "top", limit: 10 });
  expect(await indexesRead(database, read, ["enable_seqscan = off", "enable_bitmapscan = off"])).toContain(
    "products_of_category",
  );
});

test.each(["draft", "archived"] as const)(
  "products that are %s are listed in the order of an index of their own",
  async (status) => {
    const read = (db: typeof database.db) => listProductsForStaff(db, { status: [status], limit: 10 });
    expect(await indexesRead(database, read, ["enable_seqscan = off", "enable_sort = off"])).toContain(
      "products_put_away",
    );
    expect(await statementsThatSort(database, read)).toEqual([]);
  },
);

test("a search looks among the last changed first, and in the index of words when these are too few", async () => {
  expect(await pagesOf({ query: "jug" })).toEqual(["Jug 1", "Jug 2", "Jug 3", "Jug 4", "Jug 5"]);
  const read = (db: typeof database.db) => listProductsForStaff(db, { query: "jug", limit: 10 });
  expect(await tablesReadWhole(database, read)).toEqual([]);
  expect(await indexesRead(database, read, ["enable_seqscan = off"])).toEqual(
    expect.arrayContaining(["products_latest", "products_found_by_staff"]),
  );
});
