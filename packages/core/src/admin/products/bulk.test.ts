import { type AdminBulkChange, BULK_VARIANTS_MAX } from "@cartwright/contracts/product-bulk";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { insertProduct } from "../../catalog/testing/products.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { createMember, createProduct, testDeps } from "../../testing/fixtures.ts";
import type { PlainStaffAct } from "../staff-act.ts";
import { readBulkRows } from "./read-bulk.ts";
import { saveBulkAsStaff } from "./save-bulk.ts";

let database: TestDatabase;
let deps: Deps;
let act: PlainStaffAct;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  act = { actor: await createMember(database.db, { role: "manager" }), address: "127.0.0.1", requestId: "test" };
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from saga.outbox`.execute(database.db);
});

const make = async (...onHand: readonly number[]) => {
  const product = await createProduct(database.db, {
    variants: onHand.map((units) => ({ onHand: units, priceMinor: 1_000 })),
  });
  const at = (index: number) => {
    const variant = product.variants[index];
    if (!variant) throw new Error("no such variant");
    return { productId: product.id, variantId: variant.id, version: 1, sku: variant.sku };
  };
  return { ...product, at };
};
/** A row without its SKU, which would be a change. */
const rowOf = ({ sku: _sku, ...row }: { sku: string; productId: ProductId; variantId: VariantId; version: number }) =>
  row;
const save = (rows: readonly AdminBulkChange[], reason?: string) =>
  saveBulkAsStaff(deps, { rows: [...rows], ...(reason === undefined ? {} : { reason }) }, act);
const read = async (...ids: readonly ProductId[]) =>
  (await readBulkRows(database.db, { productIds: [...ids] })).rows.map(
    ({ priceMinor, compareAtMinor, sku, barcode, weightGrams, onHand, version }) => {
      return { priceMinor, compareAtMinor, sku, barcode, weightGrams, onHand, version };
    },
  );
const audits = async () =>
  (
    await sql<{ count: number }>`
      select count(*)::int as count from audit.entries where action = 'products.save_bulk'`.execute(database.db)
  ).rows[0]?.count;
const messages = async (name: string) =>
  (
    await sql<{ payload: Record<string, unknown> }>`select payload from saga.outbox where name = ${name}`.execute(
      database.db,
    )
  ).rows;

describe("saving many variants", () => {
  test("writes nothing of what is there already", async () => {
    const lamp = await make(5);
    const before = await audits();
    await save(
      [{ ...rowOf(lamp.at(0)), priceMinor: 1_000, sku: lamp.at(0).sku, onHand: { to: 5, seen: 5 } }],
      "Counted",
    );
    expect(await read(lamp.id)).toMatchObject([{ priceMinor: 1_000, onHand: 5, version: 1 }]);
    expect(await messages("catalog.changed")).toEqual([]);
    expect(await audits()).toBe(before);
  });

  test("changes what is given of each, publishes prices and pages, and audits each product once", async () => {
    const [lamp, chair] = [await make(5, 5), await make(8)];
    const saved = await save(
      [
        { ...rowOf(lamp.at(0)), priceMinor: 1_500, compareAtMinor: 2_000, barcode: "4006381333931" },
        { ...rowOf(lamp.at(1)), weightGrams: 750, sku: null },
        { ...rowOf(chair.at(0)), priceMinor: 1_000, onHand: { to: 12, seen: 8 } },
      ],
      "Counted the shelves",
    );
    expect(saved).toEqual({ variants: 3, products: 2, counted: 1 });
    expect(await read(lamp.id, chair.id)).toMatchObject([
      { priceMinor: 1_500, compareAtMinor: 2_000, barcode: "4006381333931", sku: lamp.at(0).sku, version: 2 },
      { priceMinor: 1_000, weightGrams: 750, sku: null, onHand: 5, version: 2 },
      { priceMinor: 1_000, onHand: 12, version: 1 },
    ]);
    expect(await messages("price.changed")).toEqual([
      {
        payload: {
          variants: [{ productId: lamp.id, variantId: lamp.at(0).variantId, priceMinor: 1_500, currency: "EUR" }],
        },
      },
    ]);
    expect(await messages("stock.changed")).toHaveLength(1);
    expect(await messages("catalog.changed")).toMatchObject([{ payload: { lists: true } }]);
    const { rows: movements } = await sql`
      select reason, on_hand_delta, actor_id, note from inventory.movements
      where variant_id = ${chair.at(0).variantId} and reason = 'adjustment'`.execute(database.db);
    expect(movements).toEqual([
      { reason: "adjustment", on_hand_delta: 4, actor_id: act.actor.userId, note: "Counted the shelves" },
    ]);
    const { rows: entries } = await sql<{ after: object }>`
      select after from audit.entries where subject_id = ${lamp.id} and action = 'products.save_bulk'`.execute(
      database.db,
    );
    expect(entries).toEqual([
      {
        after: {
          [`variants.${lamp.at(0).variantId}`]: { priceMinor: 1_500, compareAtMinor: 2_000, barcode: "4006381333931" },
          [`variants.${lamp.at(1).variantId}`]: { weightGrams: 750, sku: null },
        },
      },
    ]);
  });

  test("lets stock change without touching the product's version, and needs a reason for it", async () => {
    const lamp = await make(5);
    const row = { ...rowOf(lamp.at(0)), onHand: { to: 9, seen: 5 } };
    await expect(save([row])).rejects.toMatchObject({
      reason: "invalid_input",
      fields: { reason: expect.any(String) },
    });
    await save([row], "Counted");
    expect(await read(lamp.id)).toMatchObject([{ onHand: 9, version: 1 }]);
    expect(await messages("catalog.changed")).toEqual([]);
  });

  test("swaps the SKUs of two variants", async () => {
    const lamp = await make(1, 1);
    const [first, second] = [lamp.at(0), lamp.at(1)];
    await save([
      { ...first, sku: second.sku },
      { ...second, sku: first.sku },
    ]);
    expect((await read(lamp.id)).map(({ sku }) => sku)).toEqual([second.sku, first.sku]);
  });
});

describe("a save with problems", () => {
  test("changes nothing, and names every problem at its row and field", async () => {
    const [lamp, chair, moved] = [await make(5, 5, 5), await make(8), await make(3)];
    await sql`update catalog.products set version = 2 where id = ${moved.id}`.execute(database.db);
    await sql`update inventory.stock set reserved = 4 where variant_id = ${lamp.at(1).variantId}`.execute(database.db);
    const before = await read(lamp.id, chair.id, moved.id);
    const saving = save(
      [
        { ...rowOf(lamp.at(0)), priceMinor: 1_200, onHand: { to: 2, seen: 4 } },
        { ...rowOf(lamp.at(1)), onHand: { to: 3, seen: 5 } },
        { ...rowOf(lamp.at(2)), sku: chair.at(0).sku },
        { ...rowOf(moved.at(0)), priceMinor: 1_200 },
        { productId: newId<ProductId>(), variantId: newId<VariantId>(), version: 1, priceMinor: 1_200 },
        { ...rowOf(chair.at(0)), productId: lamp.id, priceMinor: 1_200 },
      ],
      "Counted",
    );
    await expect(saving).rejects.toMatchObject({
      reason: "invalid_input",
      fields: {
        "rows.0.onHand": expect.stringContaining("5"),
        "rows.1.onHand": expect.stringContaining("4"),
        "rows.2.sku": expect.stringContaining(chair.title),
        "rows.3": expect.stringContaining(moved.title),
        "rows.4": expect.any(String),
        "rows.5": expect.any(String),
      },
    });
    expect(await read(lamp.id, chair.id, moved.id)).toEqual(before);
    const { rows } = await sql`select name from saga.outbox`.execute(database.db);
    expect(rows).toEqual([]);
  });

  test("is a conflict when every problem is that someone else was first", async () => {
    const lamp = await make(5);
    await save([{ ...rowOf(lamp.at(0)), priceMinor: 900 }]);
    await expect(save([{ ...rowOf(lamp.at(0)), priceMinor: 800 }])).rejects.toMatchObject({
      reason: "stale_write",
      fields: { "rows.0": expect.stringContaining(lamp.title) },
    });
    expect(await read(lamp.id)).toMatchObject([{ priceMinor: 900 }]);
  });

  test("lets one of two people who change the same variant save, whatever the order of their rows", async () => {
    const [lamp, chair] = [await make(5), await make(5)];
    const rows = [
      { ...rowOf(lamp.at(0)), priceMinor: 700 },
      { ...rowOf(chair.at(0)), priceMinor: 700 },
    ];
    const results = await Promise.allSettled([save(rows), save(rows.toReversed())]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "stale_write" } });
  });

  test("refuses the same variant or the same SKU twice", async () => {
    const lamp = await make(1, 1);
    const row = { ...rowOf(lamp.at(0)), priceMinor: 1 };
    await expect(save([row, row])).rejects.toMatchObject({
      fields: { "rows.0": expect.any(String), "rows.1": expect.any(String) },
    });
    const sku = newId();
    const same = save([
      { ...lamp.at(0), sku },
      { ...lamp.at(1), sku },
    ]);
    await expect(same).rejects.toMatchObject({
      fields: { "rows.0.sku": expect.any(String), "rows.1.sku": expect.any(String) },
    });
  });

  test("is refused to staff who may not adjust stock", async () => {
    const lamp = await make(5);
    const support = { ...act, actor: await createMember(database.db, { role: "support" }) };
    const input = { rows: [{ ...rowOf(lamp.at(0)), onHand: { to: 1, seen: 5 } }], reason: "Counted" };
    await expect(saveBulkAsStaff(deps, input, support)).rejects.toMatchObject({ reason: "forbidden" });
  });
});

describe("reading variants to edit", () => {
  test("has those for sale of the chosen products, in their order", async () => {
    const [lamp, chair] = [await make(1, 1), await make(1)];
    await sql`update catalog.variants set status = 'discontinued' where id = ${lamp.at(0).variantId}`.execute(
      database.db,
    );
    const { rows, hasMore } = await readBulkRows(database.db, {
      productIds: [chair.id, newId<ProductId>(), lamp.id, chair.id],
    });
    expect(rows.map(({ variantId }) => variantId)).toEqual([chair.at(0).variantId, lamp.at(1).variantId]);
    expect(hasMore).toBe(false);
  });

  test("has at most 500 of a filtered list, and says that there are more", async () => {
    const sizes = Array.from({ length: 180 }, (_, index) => [`Size ${index}`]);
    for (const title of ["Bulk A", "Bulk B", "Bulk C"])
      await insertProduct(database.db, { title, options: { names: ["Size"], rows: sizes } });
    const all = await readBulkRows(database.db, { filter: { query: "bulk" } });
    expect(all.rows).toHaveLength(BULK_VARIANTS_MAX);
    expect(all.hasMore).toBe(true);
    const two = await readBulkRows(database.db, { filter: { query: "bulk b" } });
    expect(two).toMatchObject({ hasMore: false });
    expect(two.rows).toHaveLength(180);
  });
});
