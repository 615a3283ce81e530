import { gunzipSync } from "node:zlib";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { insertCategory, insertProduct } from "../testing/products.ts";
import { readSitemap, readSitemapIndex } from "./read-sitemap.ts";
import { createSitemapWalk } from "./write-sitemaps.ts";

const ORIGIN = "https://shop.example";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const walk = () => createSitemapWalk(database, { origin: ORIGIN, paths: ["/", "/contact"], limit: 2, urlsMax: 3 });

/** Calls until the walk has ended: a call that finds the files young enough writes none. */
async function writeAll(): Promise<void> {
  const step = walk();
  for (let calls = 0; calls < 20; calls += 1) await step();
}

const locations = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, location]) => location);

async function mapped(): Promise<string[]> {
  const files = locations((await readSitemapIndex(database.db, ORIGIN)) ?? "");
  const found = await Promise.all(
    files.map(async (location) => {
      const name = location?.replace(`${ORIGIN}/sitemaps/`, "").replace(".xml", "") ?? "";
      const file = await readSitemap(database.db, name);
      return locations(gunzipSync(file?.content ?? Buffer.alloc(0)).toString());
    }),
  );
  return found.flat().map((location) => location?.replace(ORIGIN, "") ?? "");
}

it("names every page, category and product on sale once, in files that are full before the next begins", async () => {
  expect(await readSitemapIndex(database.db, ORIGIN)).toBeNull();
  const parent = await insertCategory(database.db, { slug: "kitchen", title: "Kitchen" });
  await insertCategory(database.db, { slug: "pans", title: "Pans", parentId: parent });
  const slugs: string[] = [];
  for (let n = 0; n < 7; n += 1) slugs.push((await insertProduct(database.db, { title: `Product ${n}` })).slug);
  await insertProduct(database.db, { title: "A draft", status: "draft" });
  await writeAll();

  const expected = ["/", "/contact", "/c/kitchen", "/c/pans", ...slugs.map((slug) => `/products/${slug}`)];
  expect((await mapped()).toSorted()).toEqual(expected.toSorted());
  const index = locations((await readSitemapIndex(database.db, ORIGIN)) ?? "");
  expect(index.filter((location) => location?.includes("products-"))).toHaveLength(3);
  expect(await readSitemapIndex(database.db, ORIGIN)).toMatch(/<lastmod>\d{4}-\d\d-\d\dT[\d:.]+Z<\/lastmod>/);
});

it("is written anew once an hour, and then without what is gone", async () => {
  await sql`update catalog.products set status = 'archived' where title <> 'Product 0'`.execute(database.db);
  await writeAll();
  expect(await mapped()).toContain("/c/pans");
  expect((await mapped()).filter((path) => path.startsWith("/products/"))).toHaveLength(7);
  await sql`update catalog.sitemaps set written_at = now() - interval '2 hours'`.execute(database.db);
  await writeAll();
  expect((await mapped()).filter((path) => path.startsWith("/products/"))).toHaveLength(1);
  expect(await readSitemap(database.db, "products-2")).toBeNull();
});
