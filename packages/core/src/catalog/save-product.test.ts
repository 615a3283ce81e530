import type { CategoryId, ProductId, VariantId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setOnHand } from "../inventory/set-on-hand.ts";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import { createStock, testDeps } from "../testing/fixtures.ts";
import { getProduct } from "./get-product.ts";
import { listCategories } from "./list-categories.ts";
import { listFeatured } from "./list-featured.ts";
import { listProducts } from "./list-products.ts";
import { priceVariants } from "./price-variants.ts";
import { refreshStock } from "./refresh-stock.ts";
import { saveProduct } from "./save-product.ts";
import { insertCategory, insertProduct } from "./testing/products.ts";

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from saga.outbox`.execute(database.db);
});

async function shirt(title = "Shirt") {
  const product = await insertProduct(database.db, {
    title,
    priceMinor: 4_000,
    options: { names: ["Size"], rows: [["S"], ["M"]] },
    pictures: [`products/${newId()}/front`],
  });
  const [small, middle] = product.variantIds;
  if (!small || !middle) throw new Error("a shirt has two sizes");
  await createStock(database.db, { productId: product.id, variantId: small, onHand: 3 });
  return { ...product, small, middle };
}

const messages = async () =>
  (
    await sql<{ name: string; payload: unknown }>`select name, payload from saga.outbox order by name`.execute(
      database.db,
    )
  ).rows;

describe("saving a product", () => {
  test("changes the page, the list and the search, and publishes what changed", async () => {
    const product = await shirt();
    const { version } = await saveProduct(deps, {
      productId: product.id,
      version: 1,
      title: "Flannel Tunic",
      description: "<p>Warm</p><script>x()</script>",
      variants: [{ id: product.middle, priceMinor: 3_500, compareAtMinor: 5_000 }],
    });
    expect(version).toBe(2);
    const page = await getProduct(database.db, product.slug);
    expect(page).toMatchObject({ title: "Flannel Tunic", description: "<p>Warm</p>", summary: "Warm" });
    expect(page.variants.map(({ priceMinor, compareAtMinor }) => [priceMinor, compareAtMinor])).toEqual([
      [4_000, null],
      [3_500, 5_000],
    ]);
    const found = await listProducts(database.db, { limit: 5, query: "flanel" });
    expect(found.items[0]).toMatchObject({ priceMinor: 3_500, priceMaxMinor: 4_000, compareAtMinor: 5_000 });
    expect(await messages()).toEqual([
      { name: "catalog.changed", payload: { productIds: [product.id], slugs: [product.slug], lists: true } },
      {
        name: "price.changed",
        payload: {
          variants: [{ productId: product.id, variantId: product.middle, priceMinor: 3_500, currency: "EUR" }],
        },
      },
    ]);
  });

  test("lets one of two people who read the same version save, and tells the other", async () => {
    const product = await shirt();
    const save = (title: string) => saveProduct(deps, { productId: product.id, version: 1, title });
    const results = await Promise.allSettled([save("One"), save("Other")]);
    const won = results.find((result) => result.status === "fulfilled");
    const lost = results.find((result) => result.status === "rejected");
    expect(won).toMatchObject({ value: { version: 2 } });
    expect(lost).toMatchObject({ reason: { reason: "stale_write" } });
    expect(await messages()).toHaveLength(1);
  });

  test("refuses what does not exist or belong to it, and then changes nothing", async () => {
    const product = await shirt();
    const other = await shirt();
    const before = await getProduct(database.db, product.slug);
    const save = (change: object) => saveProduct(deps, { productId: product.id, version: 1, title: "No", ...change });
    await expect(save({ productId: newId<ProductId>() })).rejects.toMatchObject({ reason: "not_found" });
    await expect(save({ variants: [{ id: other.small, priceMinor: 1 }] })).rejects.toMatchObject({
      reason: "not_found",
    });
    await expect(save({ categoryId: newId<CategoryId>() })).rejects.toMatchObject({ reason: "invalid_input" });
    expect(await getProduct(database.db, product.slug)).toEqual(before);
    expect(await messages()).toEqual([]);
  });

  test("removes a product that is no longer for sale from pages and lists, and carts see it", async () => {
    const product = await shirt("Gone Soon");
    await saveProduct(deps, { productId: product.id, version: 1, status: "archived" });
    await expect(getProduct(database.db, product.slug)).rejects.toMatchObject({ reason: "not_found" });
    expect((await listProducts(database.db, { limit: 5, query: "gone soon" })).items).toEqual([]);
    expect((await priceVariants(database.db, [product.small])).get(product.small)).toMatchObject({ sold: false });
  });

  test("does not keep a product in stock because of a discontinued size", async () => {
    const product = await shirt();
    const inStock = async () =>
      (
        await sql<{ in_stock: boolean }>`select in_stock from catalog.products where id = ${product.id}`.execute(
          database.db,
        )
      ).rows[0];
    await saveProduct(deps, {
      productId: product.id,
      version: 1,
      variants: [{ id: product.small, status: "discontinued" }],
    });
    expect(await inStock()).toEqual({ in_stock: false });
    const page = await getProduct(database.db, product.slug);
    expect(page.variants.map((variant) => variant.id)).toEqual([product.middle]);
    await saveProduct(deps, { productId: product.id, version: 2, variants: [{ id: product.small, status: "active" }] });
    expect(await inStock()).toEqual({ in_stock: true });
  });

  test("features a product on the home page, in the given order", async () => {
    const [first, second] = [await shirt("Second of two"), await shirt("First of two")];
    await saveProduct(deps, { productId: first.id, version: 1, featured: 9_002 });
    await saveProduct(deps, { productId: second.id, version: 1, featured: 9_001 });
    expect((await listFeatured(database.db)).map((card) => card.title)).toEqual(["First of two", "Second of two"]);
    await saveProduct(deps, { productId: first.id, version: 2, featured: null });
    expect((await listFeatured(database.db)).map((card) => card.title)).toEqual(["First of two"]);
  });
});

describe("reading variants for a cart", () => {
  test("returns the price, the names and the variant's own picture, and leaves out what never existed", async () => {
    const product = await shirt("Pictured");
    const picture = newId();
    await sql`insert into catalog.images (id, product_id, key, width, height, position)
      values (${picture}, ${product.id}, 'products/pictured/blue', 1200, 1200, 2)`.execute(database.db);
    await sql`update catalog.variants set image_id = ${picture} where id = ${product.middle}`.execute(database.db);
    const priced = await priceVariants(database.db, [product.small, product.middle, newId<VariantId>()]);
    expect(priced.size).toBe(2);
    expect(priced.get(product.middle)).toMatchObject({
      title: "Pictured",
      variantTitle: "M",
      priceMinor: 4_000,
      sold: true,
      image: { key: "products/pictured/blue", url: "/media/products/pictured/blue-640.webp" },
    });
    expect(priced.get(product.small)?.image?.key).not.toBe("products/pictured/blue");
    expect(await priceVariants(database.db, [])).toEqual(new Map());
  });
});

describe("refreshing the stock flag", () => {
  const flag = async (id: ProductId) =>
    (await sql<{ in_stock: boolean }>`select in_stock from catalog.products where id = ${id}`.execute(database.db))
      .rows[0]?.in_stock;

  test("follows inventory in both directions, and publishes lists only when it changed", async () => {
    const product = await shirt();
    await refreshStock(deps, [product.id]);
    const page = { productIds: [product.id], slugs: [product.slug], lists: false };
    expect(await messages()).toEqual([{ name: "catalog.changed", payload: page }]);
    const setSmall = (onHand: number) =>
      database.db
        .transaction()
        .execute((tx) =>
          setOnHand(tx, [{ productId: product.id, variantId: product.small, onHand }], { reason: "adjustment" }),
        );
    await setSmall(0);
    await sql`delete from saga.outbox`.execute(database.db);
    await refreshStock(deps, [product.id]);
    await refreshStock(deps, [product.id]);
    expect(await flag(product.id)).toBe(false);
    expect(await messages()).toEqual([
      { name: "catalog.changed", payload: { ...page, lists: true } },
      { name: "catalog.changed", payload: page },
    ]);
    await setSmall(2);
    await refreshStock(deps, [product.id]);
    expect(await flag(product.id)).toBe(true);
  });

  test("does not let the refresh that read old stock win", async () => {
    const product = await shirt();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const slow = refreshStock(
      {
        ...deps,
        failPoints: {
          pass: async () => {
            arrived();
            await held;
          },
        },
      },
      [product.id],
    );
    await waiting;
    await database.db
      .transaction()
      .execute((tx) =>
        setOnHand(tx, [{ productId: product.id, variantId: product.small, onHand: 0 }], { reason: "adjustment" }),
      );
    const late = refreshStock(deps, [product.id]);
    release();
    await Promise.all([slow, late]);
    expect(await flag(product.id)).toBe(false);
  });
});

describe("the tree of categories", () => {
  test("counts the products for sale of a branch", async () => {
    const { db } = database;
    const top = await insertCategory(db, { slug: "tree-top", title: "Top" });
    const leaf = await insertCategory(db, { slug: "tree-leaf", title: "Leaf", parentId: top });
    await insertProduct(db, { title: "In the leaf", categoryId: leaf });
    await insertProduct(db, { title: "At the top", categoryId: top });
    await insertProduct(db, { title: "Not yet", categoryId: leaf, status: "draft" });
    const tree = await listCategories(db);
    expect(tree.find((node) => node.slug === "tree-top")).toMatchObject({
      productCount: 2,
      children: [{ slug: "tree-leaf", productCount: 1, children: [] }],
    });
  });
});
