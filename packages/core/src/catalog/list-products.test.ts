import type { ListProducts } from "@cartwright/contracts/catalog";
import type { CategoryId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../kernel/ids.ts";
import { type ListFilter, facetsStatement, MATCHES_MAX, pageStatement } from "./list.sql.ts";
import { listProducts } from "./list-products.ts";
import { insertCategory, insertProduct } from "./testing/products.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillShop();
});
afterAll(() => database.close());

const list = (input: Partial<ListProducts> = {}) => listProducts(database.db, { limit: 24, ...input });
const titles = async (input: Partial<ListProducts>) => (await list(input)).items.map((item) => item.title);

/** Eight products in a small tree: Kitchen (with Pans below it) and Apparel; one draft that must not be visible. */
async function fillShop() {
  const { db } = database;
  const kitchen = await insertCategory(db, { slug: "kitchen", title: "Kitchen" });
  const pans = await insertCategory(db, { slug: "pans", title: "Pans", parentId: kitchen });
  const apparel = await insertCategory(db, { slug: "apparel", title: "Apparel" });
  const add = (title: string, categoryId: CategoryId, rest: Omit<Parameters<typeof insertProduct>[1], "title"> = {}) =>
    insertProduct(db, { title, categoryId, ...rest });
  await add("Enamel Kettle", kitchen, { priceMinor: 4_900, description: "<p>Boils water for tea.</p>" });
  await add("Tea Towel", kitchen, { priceMinor: 900, inStock: false });
  await add("Cast Iron Pan", pans, { priceMinor: 8_900 });
  await add("Copper Saucepan", pans, { priceMinor: 12_900 });
  await add("Wool Jumper", apparel, {
    options: {
      names: ["Size", "Colour"],
      rows: [
        ["M", "Blue"],
        ["L", "Red"],
      ],
    },
    priceMinor: 7_900,
  });
  await add("Linen Shirt", apparel, {
    options: {
      names: ["Size", "Colour"],
      rows: [
        ["M", "Red"],
        ["XL", "Blue"],
      ],
    },
    priceMinor: 5_900,
  });
  await add("Canvas Cap", apparel, { options: { names: ["Colour"], rows: [["Green"]] }, priceMinor: 1_900 });
  await add("Secret Teapot", kitchen, { status: "draft" });
}

describe("searching", () => {
  test("finds by title, by description, by a word half typed, and by other forms of a word", async () => {
    expect(await titles({ query: "kettle" })).toEqual(["Enamel Kettle"]);
    expect(await titles({ query: "water" })).toEqual(["Enamel Kettle"]);
    expect(await titles({ query: "kett" })).toEqual(["Enamel Kettle"]);
    expect(await titles({ query: "shirts" })).toEqual(["Linen Shirt"]);
  });

  test.each(["!!!", "%", "-", '""', "'", "☕", "...", "<>", "& |", "\\"])(
    "finds nothing for %s, which has no word in it",
    async (query) => {
      expect(await titles({ query })).toEqual([]);
    },
  );

  test("ranks a match in the title before one in the description", async () => {
    expect(await titles({ query: "tea" })).toEqual(["Tea Towel", "Enamel Kettle"]);
  });

  test.each([
    ["keetle", "Enamel Kettle"],
    ["enamal ketle", "Enamel Kettle"],
    ["linnen shrit", "Linen Shirt"],
    ["canavs", "Canvas Cap"],
    ["wooljumper jumpr", "Wool Jumper"],
  ])("corrects %j to the nearest spelling, and says that it did", async (query, expected) => {
    const page = await list({ query });
    expect(page.corrected).toBe(true);
    expect(page.items[0]?.title).toBe(expected);
    expect(page.total).toBe(page.items.length);
  });

  test("does not correct a known word, and finds either of two words that never occur together", async () => {
    expect((await list({ query: "kettle" })).corrected).toBe(false);
    expect(await list({ query: "linen kettle" })).toMatchObject({ corrected: true, total: 2 });
  });

  test("never shows a draft, and returns nothing for a query that is close to nothing", async () => {
    expect(await titles({ query: "secret teapot" })).not.toContain("Secret Teapot");
    expect(await list({ query: "zzzzqqqq" })).toMatchObject({
      items: [],
      total: 0,
      corrected: false,
      nextCursor: null,
    });
  });

  test.each(["'; drop table catalog.products; --", '"', "a:* & !", "the", "%", "\\", ":*", "-kettle", "() | &"])(
    "takes %j as text and nothing more",
    async (query) => {
      await expect(list({ query })).resolves.toBeDefined();
    },
  );
});

describe("filtering", () => {
  test("includes the products of subcategories in a category", async () => {
    expect(await titles({ category: "kitchen", sort: "price_asc" })).toEqual([
      "Tea Towel",
      "Enamel Kettle",
      "Cast Iron Pan",
      "Copper Saucepan",
    ]);
    expect(await titles({ category: "pans", sort: "price_desc" })).toEqual(["Copper Saucepan", "Cast Iron Pan"]);
    expect(await list({ category: "no-such" })).toMatchObject({ items: [], total: 0 });
  });

  test("treats price bounds as inclusive, and hides sold-out products on request", async () => {
    expect(await titles({ priceMin: 1_900, priceMax: 5_900, sort: "price_asc" })).toEqual([
      "Canvas Cap",
      "Enamel Kettle",
      "Linen Shirt",
    ]);
    expect(await titles({ category: "kitchen", inStock: true })).not.toContain("Tea Towel");
  });

  test("requires two options in the same variant", async () => {
    expect(await titles({ options: { Size: ["M"], Colour: ["Red"] } })).toEqual(["Linen Shirt"]);
    expect(await titles({ options: { Colour: ["Red", "Green"] }, sort: "price_asc" })).toEqual([
      "Canvas Cap",
      "Linen Shirt",
      "Wool Jumper",
    ]);
  });
});

describe("facets", () => {
  test("count what each further choice would leave; a parent counts its branch", async () => {
    const { facets, total } = await list();
    expect(total).toBe(7);
    expect(facets.categories).toEqual([
      { slug: "apparel", title: "Apparel", count: 3 },
      { slug: "kitchen", title: "Kitchen", count: 4 },
      { slug: "pans", title: "Pans", count: 2 },
    ]);
    expect(facets.options).toEqual([
      {
        name: "Colour",
        values: [
          { value: "Blue", count: 2 },
          { value: "Green", count: 1 },
          { value: "Red", count: 2 },
        ],
      },
      {
        name: "Size",
        values: [
          { value: "M", count: 2 },
          { value: "L", count: 1 },
          { value: "XL", count: 1 },
        ],
      },
    ]);
    expect(facets).toMatchObject({ priceMinMinor: 900, priceMaxMinor: 12_900, inStock: 6 });
  });

  test("are not narrowed by their own filter, but by all others", async () => {
    const { facets, total } = await list({ options: { Colour: ["Green"] }, category: "apparel", priceMax: 2_000 });
    expect(total).toBe(1);
    expect(facets.options.find((option) => option.name === "Colour")?.values).toEqual([{ value: "Green", count: 1 }]);
    expect(facets.categories).toEqual([{ slug: "apparel", title: "Apparel", count: 1 }]);
    expect(facets).toMatchObject({ priceMinMinor: 1_900, priceMaxMinor: 1_900 });
    const open = await list({ options: { Colour: ["Green"] }, category: "apparel" });
    expect(open.facets.options.find((option) => option.name === "Colour")?.values).toHaveLength(3);
  });
});

describe("paging", () => {
  test.each([
    { sort: "newest" },
    { sort: "price_asc" },
    { sort: "price_desc" },
    { sort: "newest", category: "kitchen" },
    { sort: "relevance", query: "tea or pan or shirt" },
    { sort: "relevance", query: "ketle pan" },
  ] as const)(
    "$sort returns every product once, in order, whatever the page size ($category $query)",
    async (input) => {
      const whole = await list({ ...input, limit: 100 });
      expect(whole.nextCursor).toBeNull();
      const walked: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < 20; pages += 1) {
        const page = await list({ ...input, limit: 2, ...(cursor ? { cursor } : {}) });
        walked.push(...page.items.map((item) => item.id));
        if (!page.nextCursor) break;
        cursor = page.nextCursor;
      }
      expect(walked).toEqual(whole.items.map((item) => item.id));
      expect(new Set(walked).size).toBe(walked.length);
    },
  );

  test("refuses a cursor of another list", async () => {
    const { nextCursor } = await list({ limit: 2, sort: "price_asc" });
    await expect(list({ limit: 2, sort: "newest", cursor: nextCursor ?? "" })).rejects.toMatchObject({
      reason: "invalid_input",
    });
    await expect(list({ cursor: "bm90IGpzb24" })).rejects.toMatchObject({ reason: "invalid_input" });
  });
});

describe("with a large catalogue", () => {
  const everything: ListFilter = {
    search: null,
    collectionId: null,
    categoryIds: null,
    priceMin: undefined,
    priceMax: undefined,
    inStock: undefined,
    options: {},
  };
  let branch: CategoryId[];

  beforeAll(async () => {
    branch = Array.from({ length: 20 }, () => newId<CategoryId>());
    await sql`insert into catalog.categories (id, slug, title) select id, 'bulk-' || n, 'Bulk' from unnest(${branch}::uuid[]) with ordinality as b (id, n)`.execute(
      database.db,
    );
    await sql`
      insert into catalog.products (id, slug, title, currency, price_min_minor, price_max_minor, category_id, created_at, option_values)
      select gen_random_uuid(), 'bulk-' || n, md5(n::text) || ' ' || md5((n * 7)::text), 'EUR', n, n, (${branch}::uuid[])[1 + n % 20],
        now() - n * interval '1 minute', array['Colour' || chr(31) || 'Shade ' || n % 400]
      from generate_series(1, 12000) n`.execute(database.db);
    await sql`vacuum analyze catalog.products`.execute(database.db);
  });

  /** The indexes that a statement's plan uses, and whether it scans all of `products`. */
  async function planOf(statement: {
    compile(db: TestDatabase["db"]): { sql: string; parameters: readonly unknown[] };
  }) {
    const { sql: text, parameters } = statement.compile(database.db);
    const { rows } = await database.pool.query<{ "QUERY PLAN": unknown }>(`explain (format json) ${text}`, [
      ...parameters,
    ]);
    const plan = JSON.stringify(rows[0]?.["QUERY PLAN"]);
    return {
      indexes: [...plan.matchAll(/"Index Name":"([^"]+)"/g)].map((match) => match[1]),
      scansProducts: /"Node Type":"Seq Scan"[^{}]*"Relation Name":"products"/.test(plan),
    };
  }
  const page = (filter: Partial<ListFilter>, sort: Parameters<typeof pageStatement>[0]["sort"]) =>
    planOf(pageStatement({ filter: { ...everything, ...filter }, sort, after: null, rows: 25 }));

  test.each([
    ["newest", "products_newest"],
    ["price_asc", "products_cheapest"],
    ["price_desc", "products_cheapest"],
  ] as const)("lists the whole shop by %s from %s", async (sort, index) => {
    expect(await page({}, sort)).toMatchObject({ indexes: expect.arrayContaining([index]), scansProducts: false });
  });

  test("lists a branch of categories from the index of each category", async () => {
    expect(await page({ categoryIds: branch.slice(0, 3) }, "newest")).toMatchObject({
      indexes: expect.arrayContaining(["products_newest_in_category"]),
      scansProducts: false,
    });
    expect(await page({ categoryIds: branch.slice(0, 3) }, "price_asc")).toMatchObject({
      indexes: expect.arrayContaining(["products_cheapest_in_category"]),
      scansProducts: false,
    });
  });

  test("finds words, rare options and price bounds by index", async () => {
    const words = { search: "'kettl' | 'kettl':*" };
    expect(await page(words, "relevance")).toMatchObject({
      indexes: expect.arrayContaining(["products_search"]),
      scansProducts: false,
    });
    expect(await page({ options: { Colour: ["Shade 7"] } }, "newest")).toMatchObject({ scansProducts: false });
    expect(await page({ priceMin: 100, priceMax: 120 }, "price_asc")).toMatchObject({
      indexes: expect.arrayContaining(["products_cheapest"]),
      scansProducts: false,
    });
    expect(await planOf(facetsStatement({ ...everything, ...words }))).toMatchObject({
      indexes: expect.arrayContaining(["products_search"]),
      scansProducts: false,
    });
  });

  test("looks a misspelling up in the trigrams of the catalogue's words", async () => {
    const rows = await database.db.transaction().execute(async (tx) => {
      // Neither the table nor the key's index: the remaining one serves the similarity search.
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local enable_indexscan = off`.execute(tx);
      await sql`set local enable_indexonlyscan = off`.execute(tx);
      return (await sql`explain (format json) select w.word from catalog.words w where w.word % 'keetle'`.execute(tx))
        .rows;
    });
    expect(JSON.stringify(rows)).toContain("words_trigrams");
  });

  test("stops counting at ten thousand, and never caches the items", async () => {
    const before = await list({ sort: "price_asc", limit: 1 });
    expect(before.total).toBe(MATCHES_MAX);
    await insertProduct(database.db, { title: "Free Sample", priceMinor: 0 });
    const after = await list({ sort: "price_asc", limit: 1 });
    expect(after.items[0]?.title).toBe("Free Sample");
  });
});
