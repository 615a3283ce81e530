import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProduct } from "../testing/fixtures.ts";
import { indexesRead, statementsThatSort, tablesReadWhole } from "../testing/plans.ts";
import { listStockForStaff } from "./list-stock.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const variants = [4, 0, 9, 2].map((onHand) => ({ onHand }));
  await createProduct(database.db, { variants: [...variants, { onHand: 1, policy: "untracked" }] });
});
afterAll(() => database.close());

test("stock is listed page by page, least available first and what is not counted last, in the order of an index", async () => {
  const available: number[] = [];
  let cursor: string | null = null;
  do {
    const input = { limit: 2, ...(cursor !== null && { cursor }) };
    const page = await listStockForStaff(database.db, input);
    available.push(...page.items.map((item) => item.available));
    expect(await tablesReadWhole(database, (db) => listStockForStaff(db, input))).toEqual([]);
    expect(await statementsThatSort(database, (db) => listStockForStaff(db, input))).toEqual([]);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(available).toEqual([0, 2, 4, 9, 1]);
});

test("what few variants are is listed from an index of its own, on each page in the list's order", async () => {
  const read = (input: Partial<Parameters<typeof listStockForStaff>[1]>) => (db: typeof database.db) =>
    listStockForStaff(db, { limit: 2, ...input });
  const settings = ["enable_seqscan = off", "enable_sort = off"];
  const first = await read({ low: true })(database.db);
  for (const [input, index] of [
    [{ low: true }, "stock_low"],
    [{ low: true, cursor: first.nextCursor ?? "" }, "stock_low"],
    [{ policy: "backorder" }, "stock_by_policy"],
  ] as const) {
    expect(await indexesRead(database, read(input), settings)).toContain(index);
    expect(await statementsThatSort(database, read(input))).toEqual([]);
  }
  expect(await indexesRead(database, read({ retired: true }), ["enable_seqscan = off"])).toEqual(
    expect.arrayContaining(["products_put_away", "variants_retired"]),
  );
});

test("stock is found by words of its product's title as products are, and by the beginning of its own SKU", async () => {
  const { db } = database;
  const { id } = await createProduct(db, { variants: [{ onHand: 7 }, { onHand: 6 }] });
  await sql`update catalog.products set title = 'Grand Crème Cup' where id = ${id}`.execute(db);
  await sql`
    update catalog.variants set sku = case when s.on_hand = 7 then 'CUP-1-RED' else 'CUP-1-BLUE' end
    from inventory.stock as s where s.variant_id = variants.id and variants.product_id = ${id}`.execute(db);
  const find = async (query: string) => (await listStockForStaff(db, { query, limit: 10 })).items.map(({ sku }) => sku);
  for (const query of ["creme", "Grand Crème", "cups gra"])
    expect([query, await find(query)]).toEqual([query, ["CUP-1-BLUE", "CUP-1-RED"]]);
  expect(await find("cup-1-r")).toEqual(["CUP-1-RED"]);
  expect(await find("%")).toEqual([]);
  for (const query of ["creme", "cup-1-r"])
    expect(await tablesReadWhole(database, (reader) => listStockForStaff(reader, { query, limit: 10 }))).toEqual([]);
});
