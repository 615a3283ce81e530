import { AdminCreateCollection, type CollectionRules } from "@cartwright/contracts/collections";
import { ListProducts } from "@cartwright/contracts/catalog";
import type { CategoryId, CollectionId, ProductId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { createProduct as insertProduct, createStock, testDeps } from "../../testing/fixtures.ts";
import { createProduct } from "../create-product.ts";
import { listProducts } from "../list-products.ts";
import { refreshStock } from "../refresh-stock.ts";
import { saveProduct } from "../save-product.ts";
import { insertCategory } from "../testing/products.ts";
import { checkCollections } from "./check-collections.ts";
import { createCollection, removeCollection, saveCollection, toCollectionValues } from "./edit-collection.ts";
import { getCollection, listNavigation } from "./get-collection.ts";
import { previewRules } from "./preview-rules.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`truncate catalog.collections, catalog.products, saga.outbox cascade`.execute(database.db);
});

const deps = () => testDeps(database.db);

async function create(input: Omit<Partial<AdminCreateCollection>, "rules"> & { rules?: CollectionRules | null }) {
  const parsed = AdminCreateCollection.parse({ title: "Gifts", kind: input.rules ? "rule" : "manual", ...input });
  const { id, values } = await inTransaction(database.db, (tx) => createCollection(tx, parsed));
  return { id, slug: values.slug };
}

const product = async (fields: {
  title: string;
  tags?: string[];
  vendor?: string;
  priceMinor?: number;
  onHand?: number;
}) => {
  const { title, tags = [], vendor = "", priceMinor = 1_000, onHand = 1 } = fields;
  return createProduct(deps(), {
    title,
    tags,
    vendor,
    status: "active",
    options: [],
    variants: [{ options: [], priceMinor, onHand }],
  });
};

const titles = async (slug: string, input: Partial<ListProducts> = {}) => {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const asked = ListProducts.parse({ collection: slug, limit: 2, ...input, ...(cursor === null ? {} : { cursor }) });
    const page = await listProducts(database.db, asked);
    found.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
};
const messages = async () =>
  (await sql<{ payload: unknown }>`select payload from saga.outbox where name = 'catalog.changed'`.execute(database.db))
    .rows;
const rulesOf = (...conditions: CollectionRules["conditions"]): CollectionRules => ({ match: "all", conditions });
const cheapGifts = rulesOf({ field: "tag", value: "gift" }, { field: "price", minMinor: null, maxMinor: 2_000 });

describe("a collection by hand", () => {
  it("shows what is on sale in the order that staff gave it, over all pages, and sorts by price and age", async () => {
    const cup = await product({ title: "Cup", priceMinor: 900 });
    const pot = await product({ title: "Pot", priceMinor: 5_000 });
    const jug = await product({ title: "Jug", priceMinor: 2_000 });
    const ids = [jug.productId, cup.productId, pot.productId];
    const { slug, id } = await create({ productIds: ids });
    expect(await titles(slug)).toEqual(["Jug", "Cup", "Pot"]);
    expect(await titles(slug, { sort: "newest" })).toEqual(["Jug", "Pot", "Cup"]);
    expect(await titles(slug, { sort: "price_asc" })).toEqual(["Cup", "Jug", "Pot"]);
    expect(await titles(slug, { sort: "price_desc" })).toEqual(["Pot", "Jug", "Cup"]);
    expect(await titles(slug, { priceMax: 3_000 })).toEqual(["Jug", "Cup"]);
    expect(await titles(slug, { query: "jug" })).toEqual(["Jug"]);
    expect(await titles("no-such-collection")).toEqual([]);

    // A price that changes moves the product in the order by price, and nowhere else.
    const { rows } = await sql<{
      id: string;
    }>`select id from catalog.variants where product_id = ${cup.productId}`.execute(database.db);
    await saveProduct(deps(), {
      productId: cup.productId,
      version: 1,
      variants: [{ id: rows[0]?.id as never, priceMinor: 9_000 }], // the product's own variant
    });
    expect(await titles(slug, { sort: "price_asc" })).toEqual(["Jug", "Pot", "Cup"]);
    await saveProduct(deps(), { productId: jug.productId, version: 1, status: "draft" });
    expect(await titles(slug)).toEqual(["Cup", "Pot"]);

    const values = toCollectionValues({ ...AdminCreateCollection.parse({ title: "Gifts", kind: "manual" }), slug });
    await inTransaction(database.db, (tx) =>
      saveCollection(tx, { collectionId: id, version: 1 }, { ...values, productIds: ids.toReversed() }),
    );
    expect(await titles(slug)).toEqual(["Pot", "Cup"]);
  });
});

describe("a collection by rules", () => {
  it("has each product from the moment in which it meets all conditions until it no longer does", async () => {
    await product({ title: "Before", tags: ["Gift"] });
    const { slug } = await create({ rules: cheapGifts });
    expect(await titles(slug)).toEqual(["Before"]);
    const later = await product({ title: "Later", tags: ["gift", "tea"], priceMinor: 2_000 });
    await product({ title: "Too dear", tags: ["gift"], priceMinor: 2_001 });
    await product({ title: "No gift" });
    expect(await titles(slug)).toEqual(["Later", "Before"]);
    await saveProduct(deps(), { productId: later.productId, version: 1, tags: ["tea"] });
    expect(await titles(slug)).toEqual(["Before"]);
    await saveProduct(deps(), { productId: later.productId, version: 2, tags: ["GIFT"] });
    await saveProduct(deps(), { productId: later.productId, version: 3, status: "archived" });
    expect(await titles(slug)).toEqual(["Before"]);
  });

  it("takes any of its conditions, and a category with those below it", async () => {
    const top = await insertCategory(database.db, { slug: `top-${newId()}`, title: "Top" });
    const below = await insertCategory(database.db, { slug: `below-${newId()}`, title: "Below", parentId: top });
    const lamp = await product({ title: "Lamp" });
    await saveProduct(deps(), { productId: lamp.productId, version: 1, categoryId: below });
    await product({ title: "Mug", vendor: "Marl & Finch" });
    await product({ title: "Other" });
    const conditions: CollectionRules["conditions"] = [
      { field: "category", categoryId: top },
      { field: "vendor", value: "marl & FINCH" },
    ];
    const any = await create({ title: "Any", rules: { match: "any", conditions } });
    const all = await create({ title: "All", rules: { match: "all", conditions } });
    expect(await titles(any.slug)).toEqual(["Mug", "Lamp"]);
    expect(await titles(all.slug)).toEqual([]);
    expect(await previewRules(database.db, { match: "any", conditions })).toMatchObject({
      count: 2,
      items: [{ title: "Mug" }, { title: "Lamp" }],
    });
    expect(await previewRules(database.db, { match: "all", conditions })).toEqual({ count: 0, items: [] });
  });

  it("follows the stock", async () => {
    const soldOut = await create({ title: "Sold out", rules: rulesOf({ field: "stock", inStock: false }) });
    const inStock = await create({ title: "In stock", rules: rulesOf({ field: "stock", inStock: true }) });
    const { id, variants, title } = await insertProduct(database.db, { variants: [{ onHand: 0 }] });
    await refreshStock(deps(), [id]);
    await sql`update catalog.collections set check_at = now()`.execute(database.db);
    await checkCollections(deps());
    await checkCollections(deps());
    expect([await titles(inStock.slug), await titles(soldOut.slug)]).toEqual([[], [title]]);
    await createStock(database.db, { productId: id, variantId: variants[0].id, onHand: 5 });
    await refreshStock(deps(), [id]);
    expect([await titles(inStock.slug), await titles(soldOut.slug)]).toEqual([[title], []]);
  });

  it("loses what is no longer new at its next check, once, and tells the pages", async () => {
    const old = await product({ title: "Old" });
    const { slug } = await create({ rules: rulesOf({ field: "new", days: 30 }) });
    await product({ title: "New" });
    expect(await titles(slug)).toEqual(["New", "Old"]);
    await sql`update catalog.products set created_at = now() - interval '31 days' where id = ${old.productId}`.execute(
      database.db,
    );
    expect(await checkCollections(deps())).toBe(0);
    await sql`update catalog.collections set check_at = now()`.execute(database.db);
    await sql`delete from saga.outbox`.execute(database.db);
    const found = await Promise.all([checkCollections(deps()), checkCollections(deps())]);
    expect(found.toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(await titles(slug)).toEqual(["New"]);
    expect(await messages()).toEqual([{ payload: { productIds: [], slugs: [], lists: true } }]);
  });

  it("becomes one by hand and back", async () => {
    const gift = await product({ title: "Gift", tags: ["gift"] });
    const other = await product({ title: "Other" });
    const { id, slug } = await create({ rules: cheapGifts });
    const save = (version: number, values: Partial<Parameters<typeof toCollectionValues>[0]>) =>
      inTransaction(database.db, (tx) =>
        saveCollection(
          tx,
          { collectionId: id, version },
          toCollectionValues({
            title: "Gifts",
            slug,
            description: "",
            kind: "manual",
            productIds: [],
            rules: null,
            inNavigation: false,
            ...values,
          }),
        ),
      );
    await save(1, { productIds: [other.productId, gift.productId] });
    expect(await titles(slug)).toEqual(["Other", "Gift"]);
    await save(2, { kind: "rule", rules: cheapGifts });
    expect(await titles(slug)).toEqual(["Gift"]);
    await expect(save(2, {})).rejects.toMatchObject({ reason: "stale_write" });
  });
});

describe("what is refused", () => {
  it("gives each collection a slug of its own, and refuses one that is taken", async () => {
    const made = await Promise.all([1, 2, 3].map(() => create({ title: "Crème brûlée" })));
    expect(made.map(({ slug }) => slug).toSorted()).toEqual(["creme-brulee", "creme-brulee-2", "creme-brulee-3"]);
    await expect(create({ slug: "creme-brulee" })).rejects.toMatchObject({
      reason: "invalid_input",
      fields: { slug: expect.stringContaining("Another collection") },
    });
  });

  it("refuses products and categories that do not exist, and a fifth in the navigation, and stores nothing", async () => {
    await expect(create({ productIds: [newId<ProductId>()] })).rejects.toMatchObject({
      fields: { productIds: expect.any(String) },
    });
    await expect(
      create({ rules: rulesOf({ field: "category", categoryId: newId<CategoryId>() }) }),
    ).rejects.toMatchObject({ fields: { rules: expect.any(String) } });
    const shown = await Promise.allSettled(
      [1, 2, 3, 4, 5, 6].map((n) => create({ title: `N${n}`, inNavigation: true })),
    );
    expect(shown.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    expect(await listNavigation(database.db)).toHaveLength(4);
    const { rows } = await sql`select from catalog.collections`.execute(database.db);
    expect(rows).toHaveLength(4);
  });

  it("is gone for good once it is deleted, and leaves its products", async () => {
    const { productId } = await product({ title: "Cup" });
    const { id, slug } = await create({ productIds: [productId] });
    const remove = (collectionId: CollectionId, version: number) =>
      inTransaction(database.db, (tx) => removeCollection(tx, { collectionId, version }));
    await expect(remove(id, 2)).rejects.toMatchObject({ reason: "stale_write" });
    await remove(id, 1);
    await expect(getCollection(database.db, slug)).rejects.toMatchObject({ reason: "not_found" });
    await expect(remove(id, 1)).rejects.toMatchObject({ reason: "not_found" });
    expect(await listProducts(database.db, ListProducts.parse({}))).toMatchObject({ items: [{ title: "Cup" }] });
  });
});
