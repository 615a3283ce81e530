import { ListProducts, type ProductSort } from "@cartwright/contracts/catalog";
import { CollectionRules } from "@cartwright/contracts/collections";
import { createDb, type Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { indexesRead, recording, type Statement, tablesReadWhole } from "../../testing/plans.ts";
import { listProducts } from "../list-products.ts";
import { previewRules } from "./preview-rules.ts";

const PRODUCTS = 100_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  // What these statements do not read takes most of the time of filling the table.
  await sql`
    alter table catalog.products alter column search drop expression, alter column search set default ''`.execute(db);
  const { rows } = await sql<{ name: string }>`
    select indexname as name from pg_indexes where schemaname = 'catalog' and tablename = 'products'
      and indexname in ('products_search', 'products_found_by_staff', 'products_option_values', 'products_latest', 'products_put_away')`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop index ${sql.id("catalog", name)}`.execute(db);
  await sql`
    insert into catalog.products (id, slug, title, vendor, tags, status, currency, price_min_minor, price_max_minor, in_stock, created_at)
    select gen_random_uuid(), 'p-' || n, 'Product ' || n, 'Vendor ' || n % 500, array['tag-' || n % 1000, 'all'], 'active', 'EUR',
      n % 9973 + 100, n % 9973 + 100, n % 3 > 0, now() - n * interval '1 minute'
    from generate_series(1, ${PRODUCTS}::int) as n`.execute(db);
  for (const [slug, share] of [
    ["half", 2],
    ["few", 1_000],
  ] as const) {
    const id = newId();
    await sql`insert into catalog.collections (id, slug, title, kind) values (${id}, ${slug}, ${slug}, 'manual')`.execute(
      db,
    );
    await sql`
      insert into catalog.collection_products (collection_id, product_id, position, created_at, price_min_minor)
      select ${id}::uuid, id, row_number() over (order by id), created_at, price_min_minor
      from catalog.products where substr(slug, 3)::int % ${share}::int = 0`.execute(db);
  }
  await sql`analyze catalog.products, catalog.collection_products, catalog.collections`.execute(db);
}, 300_000);
afterAll(() => database.close());

const INDEXES: Readonly<Record<Exclude<ProductSort, "relevance">, string>> = {
  featured: "collection_products_by_hand",
  newest: "collection_products_newest",
  price_asc: "collection_products_cheapest",
  price_desc: "collection_products_cheapest",
};

interface PlanNode {
  readonly "Node Type": string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly Plans?: readonly PlanNode[];
}
/** The most rows that a node of the plan produced, over all its loops. */
const mostRows = (node: PlanNode): number =>
  Math.max(node["Actual Rows"] * node["Actual Loops"], ...(node.Plans ?? []).map(mostRows));

/** How many rows the statement of the page touches, first page and next one, when it really runs. */
async function rowsOfPages(slug: string, sort: ProductSort): Promise<number[]> {
  const statements: Statement[] = [];
  const db = createDb(recording(database.pool, statements));
  const first = await listProducts(db, ListProducts.parse({ collection: slug, sort, limit: 24 }));
  await listProducts(db, ListProducts.parse({ collection: slug, sort, limit: 24, cursor: first.nextCursor ?? "" }));
  const pages = statements.filter(({ text }) => text.includes("with page as"));
  return Promise.all(
    pages.map(async ({ text, values }) => {
      const { rows } = await database.pool.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
        `explain (analyze, format json) ${text}`,
        [...values],
      );
      const plan = rows[0]?.["QUERY PLAN"][0].Plan;
      return plan ? mostRows(plan) : Number.NaN;
    }),
  );
}

it.each(Object.entries(INDEXES))(
  "reads a page of 100,000 products in the order %s from an index",
  async (order, index) => {
    const sort = order as ProductSort; // the keys above
    for (const slug of ["half", "few"]) {
      const read = (db: Db) => listProducts(db, ListProducts.parse({ collection: slug, sort, limit: 24 }));
      expect(await indexesRead(database, read, [])).toContain(index);
      for (const rows of await rowsOfPages(slug, sort)) expect(rows).toBeLessThanOrEqual(100);
    }
  },
);

it("finds the products that rules match by index, and counts 10,000 at most", async () => {
  const rare = CollectionRules.parse({
    match: "all",
    conditions: [
      { field: "tag", value: "TAG-7" },
      { field: "vendor", value: "vendor 7" },
    ],
  });
  const preview = (db: Db) => previewRules(db, rare);
  expect((await preview(database.db)).count).toBe(100);
  expect(await tablesReadWhole(database, preview)).toEqual([]);
  const many = await previewRules(
    database.db,
    CollectionRules.parse({ match: "all", conditions: [{ field: "tag", value: "all" }] }),
  );
  expect(many.count).toBe(10_000);
  expect(many.items).toHaveLength(12);
});
