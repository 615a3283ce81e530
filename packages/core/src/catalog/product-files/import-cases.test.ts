import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { describeReport } from "./describe-report.ts";
import { found, problemsOf, succeeded } from "./testing/csv-files.ts";
import { fixture, importRig } from "./testing/import-rig.ts";

const rig = importRig();
const take = async (name: string) => succeeded(await rig.run(fixture(name)));
const skus = async () => (await rig.variants()).map(({ product, sku }) => [product, sku]);

const SHARED = "Imported. Give each variant its own SKU so that the SKU alone can identify it.";

describe("small files that once failed", () => {
  test("01: a negative quantity is read as 0, with a warning", async () => {
    const report = await take("01-negative-quantity");
    expect(found(report)).toEqual(["Line 2, Variant Inventory Qty, “-3”: The number is below zero. Read as 0."]);
    expect((await rig.variants()).map(({ sku, onHand }) => [sku, onHand])).toEqual([
      ["AT-1", 4],
      ["OT-1", 0],
    ]);
  });

  test("02: products may share a SKU, and the lines are named", async () => {
    const report = await take("02-duplicate-sku");
    expect(found(report)).toEqual([`Line 2, Variant SKU, “CUP”: Lines 2, 3 share this SKU. ${SHARED}`]);
    expect(await skus()).toEqual([
      ["blue-cup", "CUP"],
      ["green-cup", "CUP-G"],
      ["red-cup", "CUP"],
    ]);
    expect(await take("02-duplicate-sku")).toMatchObject({ products: { unchanged: 3 }, variants: { unchanged: 3 } });
  });

  test("03: handles in any script become readable slugs, and match when the file is imported again", async () => {
    await take("03-handles-in-any-script");
    const slugs = (await skus()).map(([slug]) => slug);
    expect(slugs).toEqual(["cha-wan", "creme-brulee-set", "lodz-scarf", "upper-case-handle"]);
    const before = await rig.snapshot();
    expect(await take("03-handles-in-any-script")).toMatchObject({
      products: { created: 0, changed: 0, unchanged: 4 },
    });
    expect(await rig.snapshot()).toEqual(before);
    expect(succeeded(await rig.run(await rig.exported()))).toMatchObject({ products: { created: 0, changed: 0 } });
    expect(await rig.snapshot()).toEqual(before);
  });

  test("04: without a quantity column new products are untracked, and the report says so", async () => {
    const report = await take("04-no-quantity-column");
    expect((await rig.variants()).map(({ sku, policy }) => [sku, policy])).toEqual([
      ["LH-1", "untracked"],
      ["WH-1", "untracked"],
    ]);
    expect(report.stock.untracked).toBe(2);
    expect(describeReport(report, { onlyValidFlag: "", reportFlag: "" }).join("\n")).toContain(
      "2 new variants are untracked and can always be bought, because the file has no tracked stock for them.",
    );
  });

  test("05: no tracker is untracked, and the policy “continue” is backorder", async () => {
    await take("05-untracked-and-backorder");
    expect((await rig.variants()).map(({ sku, policy, onHand }) => [sku, policy, onHand])).toEqual([
      ["MD-1", "backorder", 0],
      ["PL-1", "tracked", 0],
      ["PO-1", "untracked", 0],
    ]);
  });

  test.each([
    ["06-blank-and-comma-rows", ["jar", "jug"]],
    ["08-cr-only-line-ends", ["fork", "spoon"]],
    ["09-windows-1252-semicolons", ["kaese-glocke"]],
    ["10-utf-16-tabs", ["the-vert"]],
  ])("%s is read as it is", async (name, slugs) => {
    expect(found(await take(name))).toEqual([]);
    expect((await skus()).map(([slug]) => slug)).toEqual(slugs);
  });

  test("09 and 10: keep every character", async () => {
    await take("09-windows-1252-semicolons");
    await take("10-utf-16-tabs");
    const { rows } = await sql<{ title: string }>`select title from catalog.products order by slug`.execute(rig.db);
    expect(rows.map(({ title }) => title)).toEqual(["Käseglocke für Gäste – groß", "Thé vert"]);
  });

  test("07: scattered rows are joined", async () => {
    await take("07-scattered-rows");
    expect((await skus()).filter(([slug]) => slug === "tee").map(([, sku]) => sku)).toEqual([
      "TEE-S",
      "TEE-M",
      "TEE-L",
    ]);
  });

  test("11 and 12: a file of SKUs changes stock or prices alone, does what it can and names what it can't", async () => {
    await take("01-negative-quantity");
    await take("05-untracked-and-backorder");
    const states = async () =>
      new Map((await rig.variants()).map(({ sku, price, policy, onHand }) => [sku, [price, policy, onHand]]));
    expect(found(await take("11-stock-by-sku"))).toEqual([
      "Line 4, Variant SKU, “NOT-A-SKU”: The shop has no variant with this SKU. Check the SKU, or import the product with its handle, title and price first.",
    ]);
    expect(await states()).toEqual(
      new Map([
        ["AT-1", [1_000, "tracked", 0]],
        ["OT-1", [1_000, "tracked", 12]],
        ["MD-1", [89_000, "backorder", 0]],
        ["PL-1", [1_000, "tracked", 0]],
        ["PO-1", [1_000, "untracked", 0]],
      ]),
    );
    const prices = await take("12-price-by-sku");
    expect(prices).toMatchObject({ variants: { changed: 2, skipped: 1 }, stock: { changed: 0 } });
    expect(found(prices)).toEqual([
      "Line 4, Variant Price, “free”: This isn't a price. Write a number such as 19.99.",
      "Line 2, Variant Price, “1,299.00”: The price isn't written as 19.99. Read as 1299.00.",
    ]);
    const after = await states();
    expect([after.get("OT-1"), after.get("AT-1"), after.get("PL-1")]).toEqual([
      [129_900, "tracked", 12],
      [950, "tracked", 0],
      [1_000, "tracked", 0],
    ]);
  });

  test("13: what needs no shipping and what is a gift card is known", async () => {
    await take("13-digital-and-gift-card");
    const { rows } = await sql`
      select p.slug, p.gift_card, v.requires_shipping, v.options from catalog.products p join catalog.variants v on v.product_id = p.id
      order by p.slug`.execute(rig.db);
    expect(rows).toEqual([
      { slug: "gift-card", gift_card: true, requires_shipping: false, options: ["25"] },
      { slug: "sewing-pattern", gift_card: false, requires_shipping: false, options: [] },
    ]);
  });

  test("14: a file with errors changes nothing and lists them all, or imports the rest when asked", async () => {
    const before = await rig.snapshot();
    const strict = await rig.run(fixture("14-one-bad-row-among-good"));
    const problems = [
      "Line 3, Variant Price, “ten euros”: This isn't a price. Write a number such as 19.99.",
      "Line 5, Title: The product has no title. Write a title in the product's first row.",
    ];
    expect(problemsOf(strict)).toEqual(problems);
    expect(describeReport(strict, { onlyValidFlag: "--only-valid", reportFlag: "--report" }).slice(-2)).toEqual([
      "Nothing was imported: the file has 2 errors.",
      "Correct these lines and import the file again, or add --only-valid to import the other 3 products now.",
    ]);
    expect(await rig.snapshot()).toEqual(before);
    const dry = await rig.run(fixture("14-one-bad-row-among-good"), { onlyValid: true, dryRun: true });
    expect(await rig.snapshot()).toEqual(before);
    const report = succeeded(await rig.run(fixture("14-one-bad-row-among-good"), { onlyValid: true }));
    expect(report).toEqual({ ...dry, dryRun: false });
    expect(report).toMatchObject({ products: { created: 3, skipped: 2 }, errors: 2 });
    expect(found(report)).toEqual(problems);
    expect((await skus()).map(([slug]) => slug)).toEqual(["good-one", "good-three", "good-two"]);
  });
});
