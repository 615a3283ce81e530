import { ListProducts } from "@cartwright/contracts/catalog";
import { createDb, type Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recording, type Statement } from "../testing/plans.ts";
import { forgetProductCounts, listProducts } from "./list-products.ts";
import { RANKS_KEPT } from "./recall-ranks.ts";

/** More than are kept, so that the last pages are ranked each time. */
const LAMPS = RANKS_KEPT + 70;
let database: TestDatabase;
let db: Db;
const statements: Statement[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(recording(database.pool, statements));
  // A third has the word in its title, a third twice in its description, and a third once: many are ranked alike.
  await sql`
    insert into catalog.products (id, slug, title, description, currency, price_min_minor, price_max_minor)
    select gen_random_uuid(), 'lamp-' || n, case n % 3 when 0 then 'Lamp' else 'Thing' end,
      case n % 3 when 1 then 'a lamp beside a lamp' when 2 then 'a lamp' else '' end, 'EUR', n, n
    from generate_series(1, ${LAMPS}) n`.execute(database.db);
  forgetProductCounts(db);
});
afterAll(() => database.close());

const search = (input: Partial<ListProducts> = {}, by: Db = db) =>
  listProducts(by, ListProducts.parse({ query: "lamp", limit: 24, ...input }));
/** How often matches were ranked since the last call. */
const ranked = () => statements.splice(0).filter(({ text }) => text.includes("ts_rank(")).length;

async function walk(by: Db, limit: number): Promise<string[]> {
  const slugs: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await search({ limit, ...(cursor === null ? {} : { cursor }) }, by);
    slugs.push(...page.items.map(({ slug }) => slug));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return slugs;
}

test("the pages of a search are in the order of the whole, without a gap and without a repetition", async () => {
  const { rows } = await sql<{ slug: string }>`
    select slug from catalog.products p
    order by ts_rank('{0.05,0.2,0.4,1.0}', search, search.query('lamp')) desc, id desc`.execute(database.db);
  const whole = rows.map(({ slug }) => slug);
  expect(whole).toHaveLength(LAMPS);
  expect(await walk(db, 100)).toEqual(whole);
  expect(await walk(db, 33)).toEqual(whole);
  // Where no one reports changes, every page is ranked.
  expect(await walk(createDb(database.pool), 100)).toEqual(whole);
});

test("a search is ranked once, and its pages read their own products only, until the catalogue changes", async () => {
  forgetProductCounts(db);
  statements.length = 0;
  const first = await search();
  expect(ranked()).toBe(1);
  await search({ cursor: first.nextCursor ?? "" });
  await search();
  const read = statements.filter(({ text }) => text.includes("catalog.products")).map(({ values }) => values[0]);
  expect(read.map((ids) => (Array.isArray(ids) ? ids.length : "all"))).toEqual([25, 25]);
  expect(ranked()).toBe(0);

  const best = first.items[0]?.slug ?? "";
  await sql`update catalog.products set title = 'Lamp: lamp of lamps' where slug = 'lamp-1'`.execute(database.db);
  expect((await search()).items[0]?.slug).toBe(best);
  forgetProductCounts(db);
  expect((await search()).items[0]?.slug).toBe("lamp-1");
});

test("a product that has left the shop is not shown, and its page is as long as the others", async () => {
  const [gone] = (await search()).items;
  await sql`update catalog.products set status = 'archived' where slug = ${gone?.slug ?? ""}`.execute(database.db);
  const { items, nextCursor } = await search();
  expect(items).toHaveLength(24);
  expect(items.map(({ slug }) => slug)).not.toContain(gone?.slug);
  expect(nextCursor).not.toBeNull();
});
