import { insertProduct } from "@cartwright/core/catalog/testing/products";
import { newId } from "@cartwright/core/kernel/ids";
import { createStock, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCaller } from "../root.ts";
import { testApiDeps, testContext } from "../testing/test-context.ts";

let database: TestDatabase;
const caller = () => createCaller(testContext(testApiDeps(database.db), { actor: newGuest() })).catalog;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function pot() {
  const product = await insertProduct(database.db, { title: "Clay Pot", pictures: [`products/${newId()}/front`] });
  const [variantId] = product.variantIds;
  if (!variantId) throw new Error("a pot is a variant");
  await createStock(database.db, { productId: product.id, variantId, onHand: 4 });
  return { ...product, variantId };
}

describe("the catalogue's procedures", () => {
  test("return what the contract names", async () => {
    const product = await pot();
    const list = await caller().list({ query: "clay", limit: 5 });
    expect(list.items[0]).toMatchObject({ id: product.id, priceMinor: 1_000, currency: "EUR", inStock: true });
    expect(list.items[0]?.imageUrl).toMatch(/^\/media\/products\/.+-640\.webp$/);
    const page = await caller().product({ slug: product.slug });
    expect(page.variants).toMatchObject([{ id: product.variantId, available: 4, backorder: null }]);
    expect(await caller().stock({ productIds: [product.id] })).toEqual([
      { productId: product.id, variantId: product.variantId, available: 4, backorder: null },
    ]);
    expect(await caller().categories()).toEqual([]);
    expect(await caller().featured()).toEqual([]);
  });

  test("suggest from what is typed, with a limit to its length", async () => {
    const { id } = await pot();
    const { products } = await caller().suggest({ query: "CLÄ" });
    expect(products.map((product) => product.id)).toContain(id);
    expect(await caller().suggest({ query: "!?" })).toEqual({ products: [], categories: [], searches: [] });
    await expect(caller().suggest({ query: "x".repeat(101) })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("count a search that found something once, and none that was narrowed, continued or corrected", async () => {
    await pot();
    await pot();
    const counted: string[] = [];
    const deps = { ...testApiDeps(database.db), countSearch: (query: string) => counted.push(query) };
    const { list } = createCaller(testContext(deps, { actor: newGuest() })).catalog;
    const { nextCursor } = await list({ query: " Clay ", limit: 1 });
    expect(counted).toEqual(["Clay"]);
    await list({ query: "clay", limit: 1, cursor: nextCursor ?? "" });
    await list({ query: "clay", inStock: true });
    await list({ query: "clay", sort: "newest" });
    expect((await list({ query: "claay" })).corrected).toBe(true);
    await list({ query: "nothingofthekind" });
    await list({});
    expect(counted).toEqual(["Clay"]);
  });

  test("do not return what is not for sale", async () => {
    const draft = await insertProduct(database.db, { title: "Draft", status: "draft" });
    await expect(caller().product({ slug: draft.slug })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(caller().product({ slug: "never-was" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.each([
    { limit: 101 },
    { limit: 0 },
    { priceMin: -1 },
    { sort: "cheapest" },
    { cursor: "not a cursor!" },
    { category: "../etc" },
    { options: Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, ["x"]])) },
    { query: "x".repeat(201) },
    { surprise: true },
  ])("refuse %j", async (input) => {
    await expect(caller().list(input as never)).rejects.toMatchObject({ code: "BAD_REQUEST" }); // deliberately wrong
  });
});
