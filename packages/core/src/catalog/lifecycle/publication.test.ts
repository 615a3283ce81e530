import type { ProductId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Deps } from "../../kernel/deps.ts";
import { createProduct, testDeps } from "../../testing/fixtures.ts";
import { getProduct } from "../get-product.ts";
import { saveProduct } from "../save-product.ts";
import { changeStatus } from "./change-status.ts";
import { publishDue } from "./publish-due.ts";
import { cancelPublication, schedulePublication } from "./schedule-publication.ts";

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`update catalog.products set publish_at = null`.execute(database.db);
  await sql`delete from saga.outbox`.execute(database.db);
});

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const schedule = (productId: ProductId, version: number, publishAt: string) =>
  database.db.transaction().execute((tx) => schedulePublication(tx, { productId, version, publishAt }));
const cancel = (productId: ProductId, version: number) =>
  database.db.transaction().execute((tx) => cancelPublication(tx, { productId, version }));
const read = async (id: ProductId) =>
  (
    await sql<{ status: string; at: Date | null; version: number }>`
      select status, publish_at as at, version from catalog.products where id = ${id}`.execute(database.db)
  ).rows[0];
/** As if the time had come. */
const isDue = (id: ProductId) =>
  sql`update catalog.products set publish_at = now() - interval '1 second' where id = ${id}`.execute(database.db);
const published = async (id: ProductId) =>
  (
    await sql<{ kind: string; before: unknown }>`
      select actor_kind as kind, before from audit.entries where subject_id = ${id} and action = 'products.publish'`.execute(
      database.db,
    )
  ).rows;

describe("a scheduled publication", () => {
  test("happens at its time and not before, once, and is audited as the system's", async () => {
    const product = await createProduct(database.db, { status: "draft" });
    await schedule(product.id, 1, inHours(1));
    expect(await publishDue(deps, 100)).toBe(0);
    await expect(getProduct(database.db, product.slug)).rejects.toMatchObject({ reason: "not_found" });
    await isDue(product.id);
    const counts = await Promise.all([publishDue(deps, 100), publishDue(deps, 100), publishDue(deps, 100)]);
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
    expect(await getProduct(database.db, product.slug)).toMatchObject({ id: product.id });
    expect(await read(product.id)).toEqual({ status: "active", at: null, version: 3 });
    expect(await published(product.id)).toEqual([
      { kind: "system", before: { status: "draft", publishAt: expect.any(String) } },
    ]);
    const { rows } = await sql`select payload from saga.outbox where name = 'catalog.changed'`.execute(database.db);
    expect(rows).toEqual([{ payload: { productIds: [product.id], slugs: [product.slug], lists: true } }]);
  });

  test("publishes at most as many as it may, and the rest with the next run", async () => {
    for (let n = 0; n < 3; n += 1) await isDue((await createProduct(database.db, { status: "draft" })).id);
    expect([await publishDue(deps, 2), await publishDue(deps, 2), await publishDue(deps, 2)]).toEqual([2, 1, 0]);
  });

  test("can be moved and cancelled by whoever has read it last", async () => {
    const product = await createProduct(database.db, { status: "draft" });
    const [first, second] = [inHours(1), inHours(30)];
    await schedule(product.id, 1, first);
    await expect(schedule(product.id, 1, second)).rejects.toMatchObject({ reason: "stale_write" });
    expect(await schedule(product.id, 2, second)).toEqual({ before: new Date(first), after: new Date(second) });
    await cancel(product.id, 3);
    expect(await read(product.id)).toEqual({ status: "draft", at: null, version: 4 });
    await expect(cancel(product.id, 4)).rejects.toMatchObject({ reason: "illegal_transition" });
  });

  test("ends when the product is published or archived by hand", async () => {
    const [shown, archived] = [
      await createProduct(database.db, { status: "draft" }),
      await createProduct(database.db, { status: "draft" }),
    ];
    for (const { id } of [shown, archived]) await schedule(id, 1, inHours(1));
    await saveProduct(deps, { productId: shown.id, version: 2, status: "active" });
    await database.db
      .transaction()
      .execute((tx) => changeStatus(tx, [{ productId: archived.id, version: 2 }], "archive"));
    expect(await read(shown.id)).toMatchObject({ status: "active", at: null });
    expect(await read(archived.id)).toMatchObject({ status: "archived", at: null });
  });

  test("stays when the draft is edited", async () => {
    const product = await createProduct(database.db, { status: "draft" });
    const at = inHours(1);
    await schedule(product.id, 1, at);
    await saveProduct(deps, { productId: product.id, version: 2, title: "Another name", status: "draft" });
    expect(await read(product.id)).toMatchObject({ at: new Date(at), version: 3 });
  });

  test("is refused for a time that has passed or is years away, and for what is no draft", async () => {
    const [draft, active] = [
      await createProduct(database.db, { status: "draft" }),
      await createProduct(database.db, { status: "active" }),
    ];
    for (const hours of [-1, 24 * 731])
      await expect(schedule(draft.id, 1, inHours(hours))).rejects.toMatchObject({
        reason: "invalid_input",
        fields: { publishAt: expect.any(String) },
      });
    await expect(schedule(active.id, 1, inHours(1))).rejects.toMatchObject({ reason: "illegal_transition" });
    expect(await read(draft.id)).toEqual({ status: "draft", at: null, version: 1 });
    await expect(
      sql`update catalog.products set publish_at = now() where id = ${active.id}`.execute(database.db),
    ).rejects.toThrow(/products_publish_draft/);
  });

  test("waits for someone who is changing the product, and then happens", async () => {
    const product = await createProduct(database.db, { status: "draft" });
    await isDue(product.id);
    await database.db.transaction().execute(async (tx) => {
      await sql`select id from catalog.products where id = ${product.id} for update`.execute(tx);
      expect(await publishDue(deps, 100)).toBe(0);
    });
    expect(await publishDue(deps, 100)).toBe(1);
  });
});
