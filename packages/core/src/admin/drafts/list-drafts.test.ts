import { DraftState } from "@cartwright/contracts/order-drafts";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { findScans, recording, type Statement, tablesReadWhole } from "../../testing/plans.ts";
import { listDrafts } from "./list-drafts.ts";

const DRAFTS = 3_000;
const GROWING = new Set(["orders.drafts", "orders.draft_lines", "orders.orders", "orders.order_events"]);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`
    with draft as (
      insert into orders.drafts (id, email, created_at)
      select gen_random_uuid(), 'kim@example.com', now() - n * interval '1 minute' from generate_series(1, ${DRAFTS}::int) as n
      returning id
    )
    insert into orders.draft_lines (draft_id, position, variant_id, quantity)
    select id, 1, ${newId()}::uuid, 2 from draft`.execute(database.db);
  await sql`analyze orders.drafts, orders.draft_lines`.execute(database.db);
});
afterAll(() => database.close());

it("reads a page of drafts by index, of all states and of each, from the start and after a cursor", async () => {
  const { items, nextCursor } = await listDrafts(database.db, { limit: 50 });
  expect(items).toHaveLength(50);
  const cursor = nextCursor ?? "";
  const inputs = [undefined, ...DraftState.options].flatMap((state) => [
    { state, limit: 50 },
    { state, cursor, limit: 50 },
  ]);
  const statements: Statement[] = [];
  const db = createDb(recording(database.pool, statements));
  for (const input of inputs) {
    await listDrafts(db, input);
    expect(await tablesReadWhole(database, (again) => listDrafts(again, input))).toEqual([]);
  }
  const firstPages = statements.slice(0, 2);
  expect(await findScans(database.pool, firstPages, GROWING)).toEqual([]);
});

it("refuses a cursor of another list", async () => {
  const cursor = Buffer.from('["x"]').toString("base64url");
  await expect(listDrafts(database.db, { cursor, limit: 50 })).rejects.toMatchObject({ reason: "invalid_input" });
});
