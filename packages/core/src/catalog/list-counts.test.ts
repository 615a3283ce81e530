import { ListProducts } from "@cartwright/contracts/catalog";
import { createDb, type Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProduct } from "../testing/fixtures.ts";
import { recording, type Statement } from "../testing/plans.ts";
import { forgetProductCounts, listProducts } from "./list-products.ts";

let database: TestDatabase;
let db: Db;
const statements: Statement[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(recording(database.pool, statements));
  for (let count = 0; count < 3; count += 1) await createProduct(database.db);
});
afterAll(() => database.close());

const list = (input: Partial<ListProducts>) => listProducts(db, ListProducts.parse({ limit: 1, ...input }));
/** How often the list was counted since the last call. */
const counted = () => statements.splice(0).filter(({ text }) => text.includes("recursive matching")).length;

test("a list is counted each time where no one reports changes", async () => {
  const { nextCursor } = await list({});
  await list({ cursor: nextCursor ?? "" });
  expect(counted()).toBe(2);
});

test("a list is counted for its first page, and again when the catalogue has changed", async () => {
  forgetProductCounts(db);
  const first = await list({});
  const second = await list({ cursor: first.nextCursor ?? "" });
  await list({});
  expect(counted()).toBe(1);
  expect([first.total, second.total]).toEqual([3, 3]);
  // Another filter has counts of its own.
  await list({ priceMin: 1 });
  expect(counted()).toBe(1);

  await createProduct(database.db);
  forgetProductCounts(db);
  expect((await list({})).total).toBe(4);
  expect(counted()).toBe(1);
});
