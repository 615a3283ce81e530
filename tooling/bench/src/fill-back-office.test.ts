import { AdminOrder } from "@cartwright/contracts/admin";
import { OrderNumber } from "@cartwright/contracts/ids";
import { AdminReturnPage } from "@cartwright/contracts/returns";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { listReturns } from "@cartwright/core/admin/list-returns";
import { issueDocuments } from "@cartwright/core/invoices/issue-documents";
import { newId } from "@cartwright/core/kernel/ids";
import { createProduct, createUser, testDeps } from "@cartwright/core/testing/fixtures";
import { createConfirmedOrder, setSeller } from "@cartwright/core/testing/invoices";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillBackOffice } from "./fill-back-office.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const SIZE = { orders: 1_000, customers: 100, products: 100 };

test("fills a shop whose orders, returns and documents can be read as staff read them", async () => {
  const { db, pool } = database;
  const indexes = async () => (await pool.query("select indexdef from pg_indexes order by indexdef")).rows;
  const before = await indexes();
  await createProduct(db, { variants: [{ onHand: 5 }] });
  await createUser(db);
  await createUser(db, { role: "admin" });
  await setSeller(db);
  const { id } = await createConfirmedOrder(db);
  const saga = { kind: "checkout", definition_version: 1, state: "completed", step: "confirm" };
  await db
    .insertInto("saga.sagas")
    .values({ ...saga, id: newId(), order_id: id, finished_at: new Date() })
    .execute();
  expect(await issueDocuments(testDeps(db), [id])).toBe(1);

  await fillBackOffice(pool, SIZE);
  const { items } = AdminReturnPage.parse(await listReturns(db, { state: "received", limit: 5 }));
  expect(items).toHaveLength(5);
  const { rows } = await sql<{ number: string }>`
    select number from orders.orders where id <> ${id} order by number limit 5`.execute(db);
  for (const { number } of rows) AdminOrder.parse(await getOrderForStaff(testDeps(db), OrderNumber.parse(number)));
  const counts = await sql`
    select (select count(*)::int from orders.orders) as orders, (select count(*)::int from invoices.documents) as documents,
      (select count(*)::int from orders.returns as r
        where not exists (select from orders.return_lines as l where l.return_id = r.id)) as empty_returns,
      (select count(*)::int from accounts.users where role = 'shopper') as customers`.execute(db);
  // The documents are those of the newest thousand orders, which are all here.
  expect(counts.rows).toEqual([{ orders: 1_001, documents: 1_001, empty_returns: 0, customers: 101 }]);
  expect(await indexes()).toEqual(before);
});
