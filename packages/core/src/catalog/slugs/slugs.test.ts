import { OLD_SLUGS_MAX } from "@cartwright/contracts/catalog";
import type { ProductId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Deps } from "../../kernel/deps.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { createProduct } from "../create-product.ts";
import { getProduct } from "../get-product.ts";
import { saveProduct } from "../save-product.ts";
import { insertProduct } from "../testing/products.ts";
import { findMoved } from "./find-moved.ts";

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
});
afterAll(() => database.close());

let made = 0;
/** A product for sale with a slug that no other test uses. */
async function product() {
  made += 1;
  const { id, slug } = await insertProduct(database.db, { title: `Vase ${made}`, slug: `vase-${made}` });
  let version = 1;
  return {
    id,
    slug,
    async moveTo(to: string) {
      const saved = await saveProduct(deps, { productId: id, version, slug: to });
      version = saved.version;
    },
  };
}

const oldSlugs = async (id: ProductId) =>
  (
    await sql<{ slug: string }>`select slug from catalog.old_slugs where product_id = ${id} order by slug`.execute(
      database.db,
    )
  ).rows.map(({ slug }) => slug);

it("leads every earlier address to the current one, and its pages are told", async () => {
  const vase = await product();
  await vase.moveTo("tall-vase");
  await sql`delete from saga.outbox`.execute(database.db);
  await vase.moveTo("tallest-vase");
  expect(await getProduct(database.db, "tallest-vase")).toMatchObject({ id: vase.id, slug: "tallest-vase" });
  for (const slug of [vase.slug, "tall-vase"])
    expect(await findMoved(database.db, slug)).toEqual({ productId: vase.id, slug: "tallest-vase" });
  await expect(findMoved(database.db, "tallest-vase")).rejects.toMatchObject({ reason: "not_found" });
  const { rows } = await sql<{ slugs: string[] }>`
    select array(select jsonb_array_elements_text(payload -> 'slugs') order by 1) as slugs from saga.outbox`.execute(
    database.db,
  );
  expect(rows).toEqual([{ slugs: ["tall-vase", "tallest-vase", vase.slug].toSorted() }]);
});

it("takes back a product's own earlier address, which then leads nowhere else", async () => {
  const vase = await product();
  await vase.moveTo("round-vase");
  await vase.moveTo(vase.slug);
  expect(await oldSlugs(vase.id)).toEqual(["round-vase"]);
  await expect(findMoved(database.db, vase.slug)).rejects.toMatchObject({ reason: "not_found" });
  expect(await findMoved(database.db, "round-vase")).toMatchObject({ slug: vase.slug });
});

it("refuses an address that another product has or once had, at its field, and changes nothing", async () => {
  const [vase, other] = [await product(), await product()];
  await other.moveTo(`${other.slug}-new`);
  await expect(vase.moveTo(`${other.slug}-new`)).rejects.toMatchObject({
    reason: "invalid_input",
    fields: { slug: expect.stringContaining("Another product") },
  });
  await expect(vase.moveTo(other.slug)).rejects.toMatchObject({
    reason: "invalid_input",
    fields: { slug: expect.stringContaining("once belonged") },
  });
  expect(await getProduct(database.db, vase.slug)).toMatchObject({ id: vase.id });
  expect(await oldSlugs(vase.id)).toEqual([]);
});

it("gives an address to one of two products that want it at the same time", async () => {
  const [vase, other] = [await product(), await product()];
  const results = await Promise.allSettled([vase.moveTo("wanted-vase"), other.moveTo("wanted-vase")]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "invalid_input" } });
});

it("does not give a new product an address that another is just leaving", async () => {
  const vase = await product();
  const { id: newcomer } = await product();
  const insert = sql`update catalog.products set slug = ${vase.slug} where id = ${newcomer}`;
  await database.db
    .transaction()
    .execute(async (tx) => {
      await sql`update catalog.products set slug = 'left-vase' where id = ${vase.id}`.execute(tx);
      // It waits for the unique slug until this transaction has ended, and only then looks at the earlier ones.
      const late = insert.execute(database.db).then(
        () => "done",
        (error: unknown) => (error instanceof Error && "constraint" in error ? error.constraint : error),
      );
      return { late };
    })
    .then(async ({ late }) => expect(await late).toBe("products_slug_once"));
  const created = await createProduct(deps, { title: "Vase 1", status: "draft", options: [] });
  expect(created.slug).not.toBe("vase-1");
});

it("gives two new products whose titles differ in a number different addresses", async () => {
  const titles = ["Copy of Pot", "Copy of Pot 2"];
  await createProduct(deps, { title: "Copy of Pot", status: "draft", options: [] });
  const made = await Promise.all(titles.map((title) => createProduct(deps, { title, status: "draft", options: [] })));
  expect(new Set(made.map(({ slug }) => slug)).size).toBe(2);
});

it("leads nowhere while the product is not for sale", async () => {
  const vase = await product();
  await vase.moveTo("hidden-vase");
  await sql`update catalog.products set status = 'draft' where id = ${vase.id}`.execute(database.db);
  await expect(findMoved(database.db, vase.slug)).rejects.toMatchObject({ reason: "not_found" });
});

it("keeps a written number of earlier addresses, and says what to do about one more", async () => {
  const vase = await product();
  await sql`
    insert into catalog.old_slugs (slug, product_id)
    select 'old-vase-' || n, ${vase.id} from generate_series(1, ${OLD_SLUGS_MAX}::int) n`.execute(database.db);
  await expect(vase.moveTo("one-too-many")).rejects.toMatchObject({ fields: { slug: expect.any(String) } });
  await vase.moveTo("old-vase-7");
  expect(await oldSlugs(vase.id)).toHaveLength(OLD_SLUGS_MAX);
});

it("shows search engines the title and the text that staff wrote for them", async () => {
  const { id, slug } = await product();
  await saveProduct(deps, {
    productId: id,
    version: 1,
    description: "<p>For flowers</p>",
    seoTitle: "Vases made by hand",
    seoDescription: `Tall & slim ${"x".repeat(230)}`,
  });
  const written = await getProduct(database.db, slug);
  expect(written).toMatchObject({ title: expect.stringMatching(/^Vase/), seoTitle: "Vases made by hand" });
  expect(written.summary).toBe(`Tall & slim ${"x".repeat(230)}`);
  await saveProduct(deps, { productId: id, version: 2, seoTitle: null, seoDescription: null });
  expect(await getProduct(database.db, slug)).toMatchObject({ seoTitle: null, summary: "For flowers" });
});

it("goes on knowing a product by the handle of its file", async () => {
  const vase = await product();
  const handle = async () =>
    (
      await sql<{ handle: string; pinned: string | null }>`
        select coalesce(import_handle, slug) as handle, import_handle as pinned from catalog.products where id = ${vase.id}`.execute(
        database.db,
      )
    ).rows[0];
  await vase.moveTo("filed-vase");
  expect(await handle()).toEqual({ handle: vase.slug, pinned: vase.slug });
  await vase.moveTo(vase.slug);
  expect(await handle()).toEqual({ handle: vase.slug, pinned: null });
});
