import type { ProductId } from "@cartwright/contracts/ids";
import type { ProductStatus } from "@cartwright/contracts/product-status";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listLoosePictures } from "../../catalog/loose-pictures.ts";
import { getProduct } from "../../catalog/get-product.ts";
import { insertProduct } from "../../catalog/testing/products.ts";
import { setOnHand } from "../../inventory/set-on-hand.ts";
import { setPolicies } from "../../inventory/set-policies.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { createMember, createOrder, createProduct, newGuest, testDeps } from "../../testing/fixtures.ts";
import { arrangePicturesAsStaff } from "../arrange-pictures.ts";
import { getProductForStaff } from "../get-product.ts";
import { listProductsForStaff } from "../list-products.ts";
import type { PlainStaffAct } from "../staff-act.ts";
import { changeStatusAsStaff } from "./change-status.ts";
import { duplicateProductAsStaff } from "./duplicate-product.ts";

let database: TestDatabase;
let deps: Deps;
let act: PlainStaffAct;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  act = { actor: await createMember(database.db, { role: "manager" }), address: "127.0.0.1", requestId: "test" };
});
afterAll(() => database.close());

const read = (id: ProductId) => getProductForStaff(database.db, id);

/** A shirt in two sizes with SKUs, a picture of its own for one size, stock, and one size that is always sold. */
async function shirt(title = "Linen Shirt") {
  const key = `uploads/${newId()}/front`;
  const product = await insertProduct(database.db, {
    title,
    priceMinor: 4_000,
    options: { names: ["Size"], rows: [["S"], ["M"]] },
    pictures: [key, `${key}-back`],
  });
  const [small, middle] = product.variantIds;
  if (!small || !middle) throw new Error("a shirt has two sizes");
  const { db } = database;
  await sql`
    update catalog.variants v set sku = ${newId()}, barcode = '4006381333931', compare_at_minor = 5000, weight_grams = 320,
      image_id = (select i.id from catalog.images i where i.product_id = v.product_id and i.position = 2)
    where v.id = ${small}`.execute(db);
  await sql`
    update catalog.products set seo_title = 'The original', attributes = '{"Fabric": "Linen"}' where id = ${product.id}`.execute(
    db,
  );
  await db.transaction().execute(async (tx) => {
    const at = (variantId: typeof small) => ({ productId: product.id, variantId });
    await setOnHand(tx, [{ ...at(small), onHand: 7 }], { reason: "initial" });
    await setPolicies(tx, [{ ...at(middle), policy: "untracked" }], { reason: "initial" });
  });
  return { ...product, key, small };
}

describe("duplicating a product", () => {
  test("makes a draft with the same content and prices, without codes and stock, and leaves the original as it was", async () => {
    const original = await shirt();
    const before = await read(original.id);
    const copy = await duplicateProductAsStaff(deps, { productId: original.id }, act);
    expect(copy).toMatchObject({
      title: "Copy of Linen Shirt",
      slug: "copy-of-linen-shirt",
      status: "draft",
      version: 1,
      options: ["Size"],
      variants: [
        { title: "S", sku: null, barcode: null, priceMinor: 4_000, compareAtMinor: 5_000, weightGrams: 320, onHand: 0 },
        { title: "M", sku: null, priceMinor: 4_000, onHand: 0, policy: "untracked" },
      ],
    });
    expect(copy.pictures.map(({ image }) => image?.key)).toEqual([original.key, `${original.key}-back`]);
    expect(await read(original.id)).toEqual(before);
    const [row] = (
      await sql<{ seo_title: string | null; attributes: unknown; picture: string }>`
        select p.seo_title, p.attributes,
          (select i.key from catalog.variants v join catalog.images i on i.id = v.image_id and i.product_id = p.id where v.product_id = p.id) as picture
        from catalog.products p where p.id = ${copy.id}`.execute(database.db)
    ).rows;
    expect(row).toEqual({ seo_title: null, attributes: { Fabric: "Linen" }, picture: `${original.key}-back` });
    expect((await listProductsForStaff(database.db, { query: "copy of linen", limit: 5 })).items[0]).toMatchObject({
      id: copy.id,
      priceMinor: 4_000,
      available: 0,
    });
  });

  test("gives each of two copies made at once a slug of its own, and cuts a title that would be too long", async () => {
    const original = await shirt("Wool Shirt");
    const copies = await Promise.all([
      duplicateProductAsStaff(deps, { productId: original.id }, act),
      duplicateProductAsStaff(deps, { productId: original.id }, act),
    ]);
    expect(copies.map(({ slug }) => slug).toSorted()).toEqual(["copy-of-wool-shirt", "copy-of-wool-shirt-2"]);
    const long = await insertProduct(database.db, { title: `${"x".repeat(291)}👕 red`, slug: `long-${newId()}` });
    const copy = await duplicateProductAsStaff(deps, { productId: long.id }, act);
    expect(copy.title).toBe(`Copy of ${"x".repeat(291)}`);
  });

  test("keeps the files of a picture for as long as one of the two shows it", async () => {
    const original = await shirt("Pictured Shirt");
    const copy = await duplicateProductAsStaff(deps, { productId: original.id }, act);
    const drop = (productId: ProductId) => arrangePicturesAsStaff(deps, { productId, version: 1, pictures: [] }, act);
    const loose = async () => {
      await sql`update catalog.loose_pictures set since = now() - interval '2 days'`.execute(database.db);
      return (await listLoosePictures(database.db, 100)).includes(original.key);
    };
    await drop(original.id);
    expect(await loose()).toBe(false);
    await drop(copy.id);
    expect(await loose()).toBe(true);
  });

  test("refuses a product that does not exist", async () => {
    const missing = duplicateProductAsStaff(deps, { productId: newId<ProductId>() }, act);
    await expect(missing).rejects.toMatchObject({ reason: "not_found" });
  });
});

describe("archiving products", () => {
  const change = (kind: "archive" | "unarchive", ...products: readonly (readonly [ProductId, number])[]) =>
    changeStatusAsStaff(
      deps,
      { act: kind, products: products.map(([productId, version]) => ({ productId, version })) },
      act,
    );
  const statuses = async (...ids: readonly ProductId[]): Promise<ProductStatus[]> =>
    Promise.all(ids.map(async (id) => (await read(id)).status));

  test("takes them out of the shop, keeps their orders, and brings them back as drafts", async () => {
    const product = await createProduct(database.db);
    const [{ id: variantId }] = product.variants;
    const order = await createOrder(database.db, newGuest(), { status: "confirmed" });
    await sql`update orders.order_lines set variant_id = ${variantId} where order_id = ${order.id}`.execute(
      database.db,
    );
    const lines = () =>
      sql`select * from orders.order_lines where order_id = ${order.id}`.execute(database.db).then(({ rows }) => rows);
    const before = await lines();
    expect(before).toMatchObject([{ variant_id: variantId }]);
    expect(await change("archive", [product.id, 1])).toEqual({
      products: [{ productId: product.id, status: "archived", version: 2 }],
    });
    await expect(getProduct(database.db, product.slug)).rejects.toMatchObject({ reason: "not_found" });
    expect(await lines()).toEqual(before);
    await change("unarchive", [product.id, 2]);
    expect(await statuses(product.id)).toEqual(["draft"]);
    await expect(getProduct(database.db, product.slug)).rejects.toMatchObject({ reason: "not_found" });
  });

  test("changes all of them or none, and names the one that has changed meanwhile", async () => {
    const [first, second] = [await createProduct(database.db), await createProduct(database.db)];
    await sql`update catalog.products set version = 2 where id = ${second.id}`.execute(database.db);
    await expect(change("archive", [first.id, 1], [second.id, 1])).rejects.toMatchObject({
      reason: "stale_write",
      fields: { "products.1": expect.stringContaining(second.title) },
    });
    await expect(change("archive", [first.id, 1], [newId<ProductId>(), 1])).rejects.toMatchObject({
      reason: "not_found",
    });
    expect(await statuses(first.id, second.id)).toEqual(["active", "active"]);
    const audited = await sql`select id from audit.entries where subject_id = ${first.id}`.execute(database.db);
    expect(audited.rows).toEqual([]);
  });

  test("lets one of two people who archive the same product do it, and refuses what is archived already", async () => {
    const product = await createProduct(database.db);
    const results = await Promise.allSettled([change("archive", [product.id, 1]), change("archive", [product.id, 1])]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "stale_write" } });
    await expect(change("archive", [product.id, 2])).rejects.toMatchObject({ reason: "illegal_transition" });
    const draft = await createProduct(database.db, { status: "draft" });
    await expect(change("unarchive", [draft.id, 1])).rejects.toMatchObject({ reason: "illegal_transition" });
    expect(await statuses(product.id, draft.id)).toEqual(["archived", "draft"]);
  });

  test("counts a product that is named twice once, and tells the pages of all that changed", async () => {
    const [first, second] = [await createProduct(database.db), await createProduct(database.db, { status: "draft" })];
    await sql`delete from saga.outbox`.execute(database.db);
    const { products } = await change("archive", [first.id, 1], [second.id, 1], [first.id, 1]);
    expect(products).toHaveLength(2);
    const { rows } = await sql<{ slugs: string[] }>`
      select array(select jsonb_array_elements_text(payload -> 'slugs') order by 1) as slugs from saga.outbox where name = 'catalog.changed'`.execute(
      database.db,
    );
    expect(rows).toEqual([{ slugs: [first.slug, second.slug].toSorted() }]);
  });
});
