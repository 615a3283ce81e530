import type { ProductId } from "@cartwright/contracts/ids";
import { CATEGORIES_MAX } from "@cartwright/contracts/categories";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { ArmedFailPoints } from "../../kernel/fail-points.ts";
import { reserveStock } from "../../inventory/reserve-stock.ts";
import { newId } from "../../kernel/ids.ts";
import { getProduct } from "../get-product.ts";
import { listCategories } from "../list-categories.ts";
import { importProducts } from "./import-products.ts";
import { listProducts } from "../list-products.ts";
import { saveProduct } from "../save-product.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { fileOf, found, problemsOf, succeeded } from "./testing/csv-files.ts";
import { fixture, importRig } from "./testing/import-rig.ts";

const rig = importRig();
const { run, snapshot, exported, variantIdOf } = rig;
const APPAREL = fixture("apparel");

const HEADER =
  "Handle,Title,Body (HTML),Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src,Variant Image";
const file = (...rows: string[]) => [HEADER, ...rows, ""].join("\n");

describe("Shopify's apparel file", () => {
  test("is imported whole: products, variants, stock, categories by tag; its pictures are recorded and not fetched", async () => {
    const report = succeeded(await run(APPAREL));
    expect(report).toMatchObject({
      products: { created: 20, changed: 0, unchanged: 0 },
      variants: { created: 22, changed: 0, discontinued: 0 },
      categoriesCreated: 2,
      stock: { changed: 22, kept: 0, untracked: 22 },
    });
    const varsity = await getProduct(rig.db, "classic-varsity-top");
    expect(varsity.options).toEqual([{ name: "Size", values: ["Small", "Medium", "Large"] }]);
    expect(varsity.variants.map(({ title, priceMinor, available }) => [title, priceMinor, available])).toEqual([
      ["Small", 6_000, 999],
      ["Medium", 6_000, 999],
      ["Large", 6_000, 999],
    ]);
    expect(varsity.images).toEqual([]);
    expect(varsity.category).toEqual({ slug: "women", title: "Women" });
    const shirt = await getProduct(rig.db, "ocean-blue-shirt");
    expect(shirt.options).toEqual([]);
    expect(shirt.variants).toHaveLength(1);
    const { rows } = await sql<{ remote: number }>`
      select count(*) as remote from catalog.images where key is null and source_url like 'https://burst.shopifycdn.com/%'`.execute(
      rig.db,
    );
    expect(rows[0]?.remote).toBe(20);
    const found = await listProducts(rig.db, { limit: 5, query: "jaket" });
    expect(found).toMatchObject({ corrected: true });
    expect(found.items[0]).toMatchObject({ imageUrl: null, inStock: true });
  });

  test("changes nothing when it is imported again, and neither does an export of it", async () => {
    await run(APPAREL);
    const before = await snapshot();
    const again = succeeded(await run(APPAREL));
    expect(again).toMatchObject({
      products: { created: 0, changed: 0, unchanged: 20 },
      variants: { created: 0, changed: 0, unchanged: 22, discontinued: 0 },
      categoriesCreated: 0,
      stock: { changed: 0 },
    });
    expect(await snapshot()).toEqual(before);
    const text = await exported();
    expect(succeeded(await run(text))).toMatchObject({ products: { created: 0, changed: 0 }, stock: { changed: 0 } });
    expect(await snapshot()).toEqual(before);
    expect(await exported()).toBe(text);
  });

  test("reports the same in a dry run and leaves nothing behind", async () => {
    const before = await snapshot();
    const dry = succeeded(await run(APPAREL, { dryRun: true }));
    expect(await snapshot()).toEqual(before);
    const real = succeeded(await run(APPAREL));
    expect({ ...dry, dryRun: false }).toEqual(real);
  });
});

describe("a second file", () => {
  const first = file(
    "mug,Mug,<p>Old</p>,Cups,tea,true,Size,S,MUG-S,5,10.00,https://a.example/1.jpg,https://a.example/1.jpg",
    "mug,,,,,,,M,MUG-M,5,12.00,https://a.example/2.jpg,",
    "mug,,,,,,,L,,5,14.00,,",
  );

  test("changes what differs, keeps identities by SKU and by values, and discontinues what is gone", async () => {
    await run(first);
    const small = await variantIdOf("MUG-S");
    const before = await getProduct(rig.db, "mug");
    const report = succeeded(
      await run(
        file(
          "mug,Mug,<p>New</p>,Cups,tea,true,Size,XS,MUG-S,5,9.50,https://a.example/2.jpg,",
          "mug,,,,,,,L,MUG-L,7,14.00,https://a.example/3.jpg,https://a.example/3.jpg",
        ),
      ),
    );
    expect(report).toMatchObject({
      products: { created: 0, changed: 1 },
      variants: { created: 0, changed: 2, discontinued: 1 },
      stock: { changed: 1 },
    });
    const after = await getProduct(rig.db, "mug");
    expect(after.description).toBe("<p>New</p>");
    expect(after.variants.map(({ id, sku, title, priceMinor }) => ({ id, sku, title, priceMinor }))).toEqual([
      { id: small, sku: "MUG-S", title: "XS", priceMinor: 950 },
      { id: before.variants[2]?.id, sku: "MUG-L", title: "L", priceMinor: 1_400 },
    ]);
    const card = (await listProducts(rig.db, { limit: 1 })).items[0];
    expect(card).toMatchObject({ priceMinor: 950, priceMaxMinor: 1_400 });
    const { rows } = await sql<{
      url: string;
      position: number;
    }>`select source_url as url, position from catalog.images order by position`.execute(rig.db);
    expect(rows).toEqual([
      { url: "https://a.example/2.jpg", position: 1 },
      { url: "https://a.example/3.jpg", position: 2 },
    ]);
  });

  test("can swap values between variants, and bring back a discontinued variant", async () => {
    await run(first);
    const [small, middle] = [await variantIdOf("MUG-S"), await variantIdOf("MUG-M")];
    await run(file("mug,Mug,,Cups,tea,true,Size,M,MUG-S,5,10.00,,", "mug,,,,,,,S,MUG-M,5,12.00,,"));
    const swapped = await getProduct(rig.db, "mug");
    expect(swapped.variants.map(({ id, title }) => [id, title])).toEqual([
      [small, "M"],
      [middle, "S"],
    ]);
    const back = succeeded(await run(first));
    expect(back.variants).toMatchObject({ created: 0, discontinued: 0 });
    expect((await getProduct(rig.db, "mug")).variants.map(({ id, title }) => [id, title])).toEqual([
      [small, "S"],
      [middle, "M"],
      [expect.any(String), "L"],
    ]);
  });

  test("leaves alone what its columns do not name", async () => {
    await run(first);
    succeeded(await run("handle,TITLE,Variant SKU,Price\nmug,Cup,MUG-M,10\n"));
    const cup = await getProduct(rig.db, "mug");
    expect(cup).toMatchObject({ title: "Cup", description: "<p>Old</p>", category: { slug: "cups" } });
    const { rows } = await sql<{ images: number; stock: number }>`
      select (select count(*) from catalog.images) as images, (select sum(on_hand)::int from inventory.stock) as stock`.execute(
      rig.db,
    );
    expect(rows[0]).toEqual({ images: 2, stock: 15 });
    expect(cup.variants.map(({ title, priceMinor }) => [title, priceMinor])).toEqual([
      ["S", 1_000],
      ["M", 1_000],
      ["L", 1_400],
    ]);
  });

  test("knows a product by its handle when its address has changed, and gives no other an address that it had", async () => {
    await run(first);
    const moveMug = async (slug: string) => {
      const { rows } = await sql<{ id: ProductId; version: number }>`
        select id, version from catalog.products where coalesce(import_handle, slug) = 'mug'`.execute(rig.db);
      const [mug] = rows;
      if (!mug) throw new Error("no mug");
      await saveProduct(testDeps(rig.db), { productId: mug.id, version: mug.version, slug });
    };
    await moveMug("big-mug");
    expect(succeeded(await run("handle,TITLE,Variant SKU,Price\nmug,Cup,MUG-M,10\n"))).toMatchObject({
      products: { created: 0, changed: 1 },
    });
    expect(await getProduct(rig.db, "big-mug")).toMatchObject({ title: "Cup" });
    await moveMug("bigger-mug");
    succeeded(await run("handle,TITLE,Variant SKU,Price\nbig-mug,Other,OTHER,10\n"));
    expect(await getProduct(rig.db, "big-mug-2")).toMatchObject({ title: "Other" });
  });

  test("publishes once what changed, and the new prices", async () => {
    await run(first);
    await sql`delete from saga.outbox`.execute(rig.db);
    await run(first.replace("12.00", "11.00"));
    const { rows } = await sql<{
      name: string;
      payload: unknown;
    }>`select name, payload from saga.outbox order by name`.execute(rig.db);
    expect(rows.map((row) => row.name)).toEqual(["catalog.changed", "price.changed"]);
    expect(rows[0]?.payload).toMatchObject({ slugs: ["mug"], lists: true });
    expect(rows[1]?.payload).toMatchObject({
      variants: [{ variantId: await variantIdOf("MUG-M"), priceMinor: 1_100 }],
    });
  });

  test("never takes stock that open orders reserve", async () => {
    await run(first);
    const variantId = await variantIdOf("MUG-S");
    if (!variantId) throw new Error("no such variant");
    const orderId = newId<never>();
    await rig.db
      .transaction()
      .execute((tx) => reserveStock(tx, [{ orderId, placedAs: orderId, lines: [{ variantId, quantity: 3 }] }], 600));
    const report = succeeded(await run(first.replace("MUG-S,5", "MUG-S,1")));
    expect(report).toMatchObject({ stock: { kept: 1 } });
    const { rows } = await sql`select on_hand, reserved from inventory.stock where variant_id = ${variantId}`.execute(
      rig.db,
    );
    expect(rows[0]).toEqual({ on_hand: 3, reserved: 3 });
    expect(succeeded(await run(first.replace("MUG-S,5", "MUG-S,1")))).toMatchObject({ stock: { changed: 0 } });
  });
});

describe("a broken file", () => {
  test("is refused whole, with each problem and its line", async () => {
    await run(file("kettle,Kettle,,,,true,,,KET,1,20.00,,"));
    const before = await snapshot();
    const report = await run(
      file(
        "good,Good,,,,true,,,GOOD,1,1.00,,",
        'long,Long,"two\nlines",,,true,,,LONG,-4,1.00,,',
        "dear,Dear,,,,true,,,DEAR,1,99999999999.00,,",
        "bare,Bare,,,,true,,,BARE,1,,,",
        "shirt,Shirt,,,,true,Size,S,SH-S,1,5.00,,",
        "shirt,,,,,,,S,SH-S2,1,5.00,,",
        "maybe,Maybe,,,,perhaps,,,MAYBE,1,1.00,,",
        "Bad Handle!,Bad,,,,true,,,BAD,1,1.00,,",
        "pic,Pic,,,,true,,,PIC,1,1.00,javascript:alert(1),",
        "wide,Wide,,,,true,,,WIDE,1,1.00,,,extra",
      ),
    );
    expect(problemsOf(report)).toEqual([
      "Line 5, Variant Price, “99999999999.00”: This isn't a price. Write a number such as 19.99.",
      "Line 6, Variant Price: The variant has no price. Write a number such as 19.99.",
      "Line 8, Option1 Value, “S”: The variant S is already on line 7. Give the variant other option values, or remove the row.",
      "Line 9, Published, “perhaps”: This is neither yes nor no. Write TRUE or FALSE.",
      "Line 12, “extra”: This row has 14 cells, but the first row has 13. Put a cell that contains a separator in quotation marks.",
      "Line 3, Variant Inventory Qty, “-4”: The number is below zero. Read as 0.",
      "Line 11, Image Src, “javascript:alert(1)”: This isn't the address of a picture. The picture was left out. Write an address that starts with https://.",
    ]);
    expect(await snapshot()).toEqual(before);
  });

  test("has its SKUs and pictures checked over the whole file, which it may share and lack", async () => {
    await run(file("kettle,Kettle,,,,true,,,KET,1,20.00,,"));
    const report = await run(
      file(
        "a,A,,,,true,,,SKU-1,1,1.00,,",
        "b,B,,,,true,,,SKU-1,1,1.00,,",
        "c,C,,,,true,,,KET,1,1.00,/media/products/nowhere/front-1200.webp,",
      ),
    );
    expect(found(succeeded(report))).toEqual([
      "Line 2, Variant SKU, “SKU-1”: Lines 2, 3 share this SKU. Imported. Give each variant its own SKU so that the SKU alone can identify it.",
      "Line 4, Image Src, “/media/products/nowhere/front-1200.webp”: The shop has no picture at this path. The picture was left out. Write an address that starts with https://.",
      "Line 4, Variant SKU, “KET”: The product kettle has this SKU, too. Imported. Give each variant its own SKU so that the SKU alone can identify it.",
    ]);
  });

  test.each([
    ["", "Line 1: The file is empty."],
    ["Title,Price\nA,1\n", "Line 1: The file has no column named Handle or Variant SKU."],
    [file('a,A,"never closed,,,true,,,A,1,1.00,,'), "Line 2: A quotation mark in this row is never closed."],
    [Buffer.from("PK\u0003\u0004workbook"), "Line 1: This is a spreadsheet workbook, not a CSV file."],
    [Buffer.from([0xff, 0xfe]), "Line 1: The file is empty."],
  ])("%j is told what it is", async (content, expected) => {
    const [first, ...more] = problemsOf(await run(content));
    expect(first).toContain(expected);
    expect(more).toEqual([]);
  });

  test("shows a hundred of very many problems and counts all", async () => {
    const rows = Array.from({ length: 500 }, (_, index) => `p-${index},P,,,,true,,,S-${index},1,free,,`);
    const report = await run(file(...rows));
    expect(report).toMatchObject({ outcome: "refused", errors: 500 });
    expect(problemsOf(report)).toHaveLength(100);
  });

  test("leaves nothing behind when the import fails at the last moment", async () => {
    const failPoints = new ArmedFailPoints();
    failPoints.arm("import.before-commit", () => {
      throw new Error("pulled the plug");
    });
    const before = await snapshot();
    const source = { ...fileOf(APPAREL), dryRun: false };
    await expect(importProducts({ ...rig.deps(), failPoints }, source)).rejects.toThrow("pulled the plug");
    expect(await snapshot()).toEqual(before);
  });

  test("is invisible while it is being written, and a second import is refused", async () => {
    const failPoints = new ArmedFailPoints();
    let seen: unknown;
    failPoints.arm("import.before-commit", async () => {
      seen = await listProducts(rig.db, { limit: 1 });
      await expect(run(APPAREL)).rejects.toMatchObject({ reason: "unavailable" });
    });
    await importProducts({ ...rig.deps(), failPoints }, { ...fileOf(APPAREL), dryRun: false });
    expect(seen).toMatchObject({ total: 0 });
    expect((await listProducts(rig.db, { limit: 1 })).total).toBe(20);
  });
});

describe("unusual but valid files", () => {
  test("may have a byte order mark, other line endings, line breaks in quotes, capitals, and apostrophes before formulas", async () => {
    const text = file(
      'Mug,\'=Mug & Co,"<p>One</p>\n<p>Two</p>",Café Ware,"b, a, b",TRUE,Title,Default Title,\'-1,1,10,,',
    ).replaceAll("\n", "\r\n");
    succeeded(await run(`\ufeff${text}`));
    const mug = await getProduct(rig.db, "mug");
    expect(mug).toMatchObject({
      title: "=Mug & Co",
      tags: ["b", "a"],
      options: [],
      category: { slug: "cafe-ware", title: "Café Ware" },
    });
    expect(mug.variants[0]?.sku).toBe("-1");
    const out = await exported();
    expect(out).toContain("'=Mug & Co");
    expect(succeeded(await run(out))).toMatchObject({ products: { created: 0, changed: 0 } });
  });

  test("go on naming a category as they did after staff have given it another name and address", async () => {
    const rows = (title: string) => file(`mug,${title},,Café Ware,,true,,,M,1,10,,`);
    await run(rows("Mug"));
    await sql`update catalog.categories set title = 'Cups', slug = 'cups'`.execute(rig.db);
    expect(succeeded(await run(rows("Big mug")))).toMatchObject({ categoriesCreated: 0, products: { changed: 1 } });
    expect(await getProduct(rig.db, "mug")).toMatchObject({
      title: "Big mug",
      category: { slug: "cups", title: "Cups" },
    });
    expect(await listCategories(rig.db)).toHaveLength(1);
  });

  test("create no more categories than a shop may have, and say which were left out", async () => {
    await sql`
      insert into catalog.categories (id, slug, title)
      select gen_random_uuid(), 'c-' || n, 'C' from generate_series(1, ${CATEGORIES_MAX - 1}::int) n`.execute(rig.db);
    const report = succeeded(
      await run(
        file("mug,Mug,,Cups,,true,,,M,1,10,,", "cup,Cup,,Cups,,true,,,C,1,10,,", "hat,Hat,,Hats,,true,,,H,1,10,,"),
      ),
    );
    expect(report).toMatchObject({ categoriesCreated: 1, products: { created: 3 } });
    expect(await getProduct(rig.db, "cup")).toMatchObject({ category: { slug: "cups" } });
    expect((await getProduct(rig.db, "hat")).category).toBeNull();
    expect(found(report).join("\n")).toContain("room for 1 more");
  });

  test("have their descriptions sanitised, once", async () => {
    const body = `<div onclick="x()">Hi <script>alert(1)</script><b>you</b> <a href="javascript:x()">a</a><a href="https://b.example/">b</a><img src=x onerror=y></div>`;
    await run(file(`mug,Mug,"${body.replaceAll('"', '""')}",,,true,,,M,1,10,,`));
    const { description, summary } = await getProduct(rig.db, "mug");
    expect(description).toBe(
      '<p>Hi <b>you</b> <a rel="nofollow noopener">a</a><a href="https://b.example/" rel="nofollow noopener">b</a></p>',
    );
    expect(summary).toBe("Hi you a b");
    expect(succeeded(await run(await exported()))).toMatchObject({ products: { changed: 0 } });
  });

  test("set drafts and archived products by their columns", async () => {
    await run(
      "Handle,Title,Price,Published,Status\na,A,1,false,\nb,B,1,true,archived\nc,C,1,true,active\nd,D,1,false,active\n",
    );
    const { rows } = await sql`select slug, status from catalog.products order by slug`.execute(rig.db);
    expect(rows).toEqual([
      { slug: "a", status: "draft" },
      { slug: "b", status: "archived" },
      { slug: "c", status: "active" },
      { slug: "d", status: "draft" },
    ]);
  });
});
