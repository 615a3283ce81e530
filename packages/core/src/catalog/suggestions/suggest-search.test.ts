import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertCategory, insertProduct } from "../testing/products.ts";
import { readTypedQuery } from "../../search/read-query.ts";
import { suggestSearch } from "./suggest-search.ts";
import { suggestedCategories, suggestedProducts, suggestedSearches } from "./suggest.sql.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const suggest = (query: string) => suggestSearch(database.db, query);
const titles = async (query: string) => (await suggest(query)).products.map(({ title }) => title);
const searched = (counts: Readonly<Record<string, number>>) =>
  sql`insert into catalog.popular_searches (query, searches)
    select * from unnest(${Object.keys(counts)}::text[], ${Object.values(counts)}::int[])`.execute(database.db);

describe("suggestions", () => {
  beforeAll(async () => {
    await insertCategory(database.db, { slug: "creme-jars", title: "Crème jars" });
    await insertCategory(database.db, { slug: "oak-tables", title: "Oak tables" });
    const options = { names: ["Size"], rows: [["S"], ["L"]] };
    await insertProduct(database.db, { title: "Crème brûlée dish", pictures: ["products/dish"], options });
    await insertProduct(database.db, { title: "Crème spoon", status: "draft" });
    await insertProduct(database.db, { title: "Mackintosh rucksack" });
    await searched({
      "creme brulee": 40,
      "creme jug": 90,
      "creme pot": 10,
      "creme cup": 9,
      cremes: 20,
      "creme de": 12,
    });
  });

  it("begin with what is typed, in any case and with or without accents", async () => {
    for (const query of ["crem", "CRÈM", "  crème "]) {
      const { products, categories, searches } = await suggest(query);
      expect(products).toMatchObject([
        { title: "Crème brûlée dish", priceMinor: 1_000, currency: "EUR", imageUrl: expect.stringContaining("dish") },
      ]);
      expect(categories).toEqual([{ slug: "creme-jars", title: "Crème jars" }]);
      expect(searches).toEqual(["creme jug", "creme brulee", "cremes", "creme de"]);
    }
  });

  it("find by the beginning of any word, and by synonyms", async () => {
    expect((await suggest("tab")).categories).toEqual([{ slug: "oak-tables", title: "Oak tables" }]);
    expect(await titles("bru")).toEqual(["Crème brûlée dish"]);
    expect(await titles("backpack")).toEqual(["Mackintosh rucksack"]);
  });

  it("do not repeat what is typed, nor show what fewer than ten searched for", async () => {
    expect((await suggest("creme jug")).searches).toEqual([]);
    expect((await suggest("creme p")).searches).toEqual(["creme pot"]);
    expect((await suggest("creme c")).searches).toEqual([]);
  });

  it.each(["", "  ", "!!!", "%", "_", "c", "C", "'", "?c"])("are none for %j", async (query) => {
    expect(await suggest(query)).toEqual({ products: [], categories: [], searches: [] });
  });

  it("are at most five products, three categories and four searches, with what is in stock first", async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await insertCategory(database.db, { slug: `quill-${n}`, title: `Quill ${n}` });
      await insertProduct(database.db, { title: `Quill ${n}`, inStock: n > 2 });
      await searched({ [`quill ${"abcdef"[n - 1]}`]: 50 });
    }
    const { products, categories, searches } = await suggest("quill");
    expect([products.length, categories.length, searches.length]).toEqual([5, 3, 4]);
    expect(products.map(({ inStock }) => inStock)).toEqual([true, true, true, true, false]);
  });

  it("take a character of a script whose words are that short", async () => {
    await insertProduct(database.db, { title: "夏の着物", slug: "kimono" });
    expect(await titles("夏")).toEqual(["夏の着物"]);
  });
});

describe.each([1_500, 10_000])("with %i products, categories and searches", (many) => {
  beforeAll(async () => {
    await sql`
      insert into catalog.products (id, slug, title, currency, price_min_minor, price_max_minor)
      select gen_random_uuid(), 'p-' || ${many}::int || '-' || n, 'Ware ' || md5(n::text), 'EUR', n, n from generate_series(1, ${many}::int) n`.execute(
      database.db,
    );
    await sql`
      insert into catalog.categories (id, slug, title)
      select gen_random_uuid(), 'c-' || ${many}::int || '-' || n, md5(n::text) from generate_series(1, ${many}::int) n`.execute(
      database.db,
    );
    await sql`
      insert into catalog.popular_searches (query, searches)
      select md5(n::text) || ${many}::int, case n % 100 when 0 then 50 else 1 end from generate_series(1, ${many}::int) n`.execute(
      database.db,
    );
    await sql`vacuum analyze catalog.products, catalog.categories, catalog.popular_searches`.execute(database.db);
  });

  const planOf = async (statement: RawBuilder<unknown>) =>
    JSON.stringify((await sql`explain (format json) ${statement}`.execute(database.db)).rows);

  it.each(["quil", "quill 3", "crème"])("%s reads indexes only", async (query) => {
    const { search, folded, words } = await readTypedQuery(database.db, query);
    const plans = await Promise.all([
      planOf(suggestedProducts(search ?? "", 5)),
      planOf(suggestedCategories(words ?? "", 3)),
      planOf(suggestedSearches(folded, 4)),
    ]);
    for (const [at, index] of ["products_search", "categories_suggested", "popular_searches_suggested"].entries()) {
      expect(plans[at]).toContain(`"Index Name":"${index}"`);
      expect(plans[at]).not.toContain('"Node Type":"Seq Scan"');
    }
  });

  it("reads at most 500 products that have a common word", async () => {
    const { search } = await readTypedQuery(database.db, "ware");
    const { rows } = await sql`explain (analyze, format json) ${suggestedProducts(search ?? "", 5)}`.execute(
      database.db,
    );
    const read = [...JSON.stringify(rows).matchAll(/"Relation Name":"products"[^{}]*?"Actual Rows":([\d.]+)/g)];
    expect(read.map((match) => Number(match[1]))).toEqual([500]);
    expect(await titles("ware")).toHaveLength(5);
  });
});
