import type { ReturnState } from "@cartwright/contracts/orders";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOrder, newGuest } from "../testing/fixtures.ts";
import { findScans, recording, type Statement, tablesReadWhole } from "../testing/plans.ts";
import { listReturns } from "./list-returns.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function createReturn(state: ReturnState, ageSeconds: number) {
  const { id: orderId, number } = await createOrder(database.db, newGuest(), {
    status: "delivered",
    totalMinor: 3_000,
    quantity: 3,
  });
  const { rows } = await sql<{ id: string }>`
    with request as (
      insert into orders.returns (id, order_id, state, created_at)
      values (gen_random_uuid(), ${orderId}, ${state}, now() - ${ageSeconds} * interval '1 second') returning id
    ), line as (
      insert into orders.return_lines (return_id, order_id, position, quantity, received)
      select id, ${orderId}, 1, 3, ${state === "received" ? 2 : 0} from request
    )
    select id from request`.execute(database.db);
  return { id: rows[0]?.id, number };
}

const list = (input: Partial<Parameters<typeof listReturns>[1]>) =>
  listReturns(database.db, { state: "requested", limit: 50, ...input });

it("lists returns of one state, newest first, over all pages, with what each brings back", async () => {
  const old = await createReturn("requested", 30);
  const twins = [await createReturn("requested", 20), await createReturn("requested", 10)];
  const received = await createReturn("received", 5);
  const first = await list({ limit: 2 });
  expect(first.items.map(({ number }) => number)).toEqual(twins.map(({ number }) => number).toReversed());
  const rest = await list({ limit: 2, ...(first.nextCursor && { cursor: first.nextCursor }) });
  expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([[old.id], null]);
  const { items } = await list({ state: "received" });
  expect(items).toMatchObject([{ id: received.id, quantity: 3, received: 2, lines: [{ quantity: 3 }] }]);
});

it("finds the order's words, within the state that is asked for", async () => {
  const { number } = await createReturn("approved", 0);
  expect((await list({ state: "approved", query: number })).items).toMatchObject([{ number }]);
  expect((await list({ state: "requested", query: number })).items).toEqual([]);
  expect((await list({ state: "approved", query: "···" })).items).toEqual([]);
});

it("refuses a cursor of another list", async () => {
  await expect(list({ cursor: Buffer.from('["x"]').toString("base64url") })).rejects.toMatchObject({
    reason: "invalid_input",
  });
});

it("is read by index, custom plan or generic", async () => {
  const statements: Statement[] = [];
  await listReturns(createDb(recording(database.pool, statements)), { state: "requested", limit: 50 });
  expect(await tablesReadWhole(database, (db) => listReturns(db, { state: "requested", limit: 50 }))).toEqual([]);
  expect(await findScans(database.pool, statements, new Set(["orders.returns", "orders.orders"]))).toEqual([]);
});
