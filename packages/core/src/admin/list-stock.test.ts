import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProduct } from "../testing/fixtures.ts";
import { statementsThatSort, tablesReadWhole } from "../testing/plans.ts";
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
