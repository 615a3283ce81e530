import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { reserveStock } from "../../inventory/reserve-stock.ts";
import { newId } from "../../kernel/ids.ts";
import { found, problemsOf, succeeded } from "./testing/csv-files.ts";
import { importRig } from "./testing/import-rig.ts";

const rig = importRig();

const SHOP = [
  "Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src,Image Alt Text,Status,Google Shopping / MPN,Fit (product.metafields.custom.fit)",
  'shirt,Shirt,<p>Soft</p>,Acme,"a, b",Size,S,SH-S,shopify,5,20.00,https://a.example/1.jpg,Front,active,M-1,slim',
  "shirt,,,,,,M,SH-M,shopify,6,21.00,https://a.example/2.jpg,Back,,M-2,",
  "hat,Hat,,Acme,,Title,Default Title,HAT,,,9.00,,,active,,",
  "bag,Bag,,Acme,,Title,Default Title,,shopify,3,30.00,,,active,,",
  "",
].join("\n");
const shop = async () => succeeded(await rig.run(SHOP));

/** What a file changes: the rows of an export that differ. */
async function changesBy(content: string): Promise<{ findings: string[]; rows: string[] }> {
  const before = (await rig.exported()).split("\n");
  const report = succeeded(await rig.run(content));
  const after = (await rig.exported()).split("\n");
  expect(after).toHaveLength(before.length);
  return { findings: found(report), rows: after.filter((row, index) => row !== before[index]) };
}

describe("a file with some columns", () => {
  test.each([
    ["prices by SKU", "SKU,Price\nSH-M,25\n", [["SH-M", "25.00"]]],
    ["prices by handle and SKU", "Handle,Variant SKU,Variant Price\nshirt,SH-S,1.50\n", [["SH-S", "1.50"]]],
    [
      "prices by handle and value",
      "Handle,Option1 Value,Variant Price\nshirt,S,2.50\nshirt,M,3.50\n",
      [
        ["SH-S", "2.50"],
        ["SH-M", "3.50"],
      ],
    ],
    ["the price of an only variant", "Handle,Price\nbag,31\n", [["bag", "31.00"]]],
    ["a comparison price, and empties it", "SKU,Compare-at price\nHAT,12.00\n", [["HAT", "12.00"]]],
    ["tags alone", 'Handle,Tags\nshirt,"c, d"\n', [["shirt", '"c, d"']]],
    ["search texts", "Handle,SEO Title,SEO Description\nhat,A hat,Warm\n", [["hat", "A hat", "Warm"]]],
    ["an attribute of a product", "Handle,Fit (product.metafields.custom.fit)\nshirt,loose\n", [["shirt", "loose"]]],
    ["an attribute of a variant", "SKU,Google Shopping / MPN\nSH-M,M-9\n", [["SH-M", "M-9"]]],
    ["the status", "Handle,Status\nhat,draft\n", [["hat", "draft"]]],
    ["a barcode", "SKU,Barcode\nSH-S,4006381333931\n", [["SH-S", "4006381333931"]]],
  ])("changes %s and nothing else", async (_, content, expected) => {
    await shop();
    const { rows, findings } = await changesBy(content);
    expect(findings).toEqual([]);
    expect(rows).toHaveLength(expected.length);
    for (const [index, texts] of expected.entries()) for (const text of texts) expect(rows[index]).toContain(text);
    expect(succeeded(await rig.run(content))).toMatchObject({ products: { changed: 0 }, variants: { changed: 0 } });
  });

  test("keeps the variants and pictures that it does not name", async () => {
    await shop();
    const report = succeeded(await rig.run("Handle,Variant SKU,Variant Price\nshirt,SH-S,1\n"));
    expect(report).toMatchObject({ variants: { discontinued: 0, changed: 1 } });
    const { rows } = await sql`select count(*) as n from catalog.images`.execute(rig.db);
    expect(rows).toEqual([{ n: 2 }]);
  });

  test("names what it cannot find, line by line, and does the rest", async () => {
    await shop();
    await rig.run(SHOP.replaceAll("hat,", "cap,").replace("Hat", "Cap"));
    const { findings, rows } = await changesBy(
      "Handle,SKU,Option1 Value,Price\nshirt,SH-XL,XL,5\nnowhere,SH-S,S,5\nshirt,SH-M,M,22\nshirt,,,7\n",
    );
    expect(findings).toEqual([
      "Line 2, “SH-XL / XL”: The product has no such variant. Check the SKU and the option values, or import the whole product to add the variant.",
      "Line 3, Handle, “nowhere”: The shop has no product with this handle. Check the handle, or add Title and Variant Price columns to create the product.",
      "Line 5: The product has 2 variants, and the row doesn't say which is meant. Add a Variant SKU column, or columns for the option values.",
    ]);
    expect(rows).toHaveLength(1);
    expect(found(succeeded(await rig.run("SKU,Price\nHAT,5\n,6\n")))).toEqual([
      "Line 2, Variant SKU, “HAT”: More than one variant has this SKU, in these products: cap, hat. Add a Handle column.",
      "Line 3, Variant SKU: The row has no SKU. Write the SKU.",
    ]);
  });

  test("starts tracking a variant that it gives a number, and says so", async () => {
    await shop();
    const { findings } = await changesBy("SKU,Quantity\nHAT,4\n");
    expect(findings).toEqual([
      "Line 2, Variant Inventory Qty, “4”: This variant's stock wasn't tracked. It is tracked from now on. To leave it untracked, add an empty Variant Inventory Tracker column.",
    ]);
    expect((await rig.variants()).find(({ sku }) => sku === "HAT")).toMatchObject({ policy: "tracked", onHand: 4 });
  });

  test("keeps what open orders hold", async () => {
    await shop();
    const variantId = await rig.variantIdOf("SH-S");
    if (!variantId) throw new Error("no such variant");
    const orderId = newId<never>();
    const request = { orderId, placedAs: orderId, lines: [{ variantId, quantity: 3 }] };
    await rig.db.transaction().execute((tx) => reserveStock(tx, [request], 600));
    expect(succeeded(await rig.run("SKU,Quantity\nSH-S,1\n"))).toMatchObject({ stock: { kept: 1 } });
    expect((await rig.variants()).find(({ sku }) => sku === "SH-S")).toMatchObject({ onHand: 3 });
  });
});

describe("Shopify's inventory export", () => {
  const onHand = async () => (await rig.variants()).map(({ product, sku, onHand: units }) => [sku ?? product, units]);

  test("adds up the locations of a variant, whichever way they stand, and changes only the stock", async () => {
    await shop();
    const rows = [
      "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Incoming,Available,On hand",
      "shirt,Other title,Size,S,SH-S,,,Cellar,1,1,2",
      "bag,Bag,Title,Default Title,,,,Cellar,0,not stocked,not stocked",
      "shirt,Other title,Size,S,SH-S,,,Attic,0,7,9",
      "bag,Bag,Title,Default Title,,,,Attic,0,4,4",
    ];
    const report = succeeded(await rig.run(rows.join("\n")));
    expect(report.file).toMatchObject({
      purpose: "inventory",
      locations: ["Cellar", "Attic"],
      leftColumns: ["Incoming"],
    });
    expect(report).toMatchObject({ products: { changed: 0 }, variants: { changed: 0 }, stock: { changed: 2 } });
    expect(await onHand()).toEqual([
      ["bag", 4],
      ["HAT", 0],
      ["SH-S", 11],
      ["SH-M", 6],
    ]);
  });

  test("in its older form has a column for each location", async () => {
    await shop();
    const report = succeeded(
      await rig.run("Handle,Title,SKU,HS Code,COO,Cellar,Attic\nshirt,Shirt,SH-M,6109,IT,3,not stocked\n"),
    );
    expect(report.file.locations).toEqual(["Cellar", "Attic"]);
    expect((await onHand()).at(-1)).toEqual(["SH-M", 3]);
    expect(await rig.exported()).toContain("6109");
  });

  test("takes the new number where there is one", async () => {
    await shop();
    const header = "Handle,Title,SKU,Location,On hand (current),On hand (new)";
    succeeded(await rig.run(`${header}\nshirt,Shirt,SH-S,Cellar,5,8\nshirt,Shirt,SH-M,Cellar,7,\n`));
    expect((await onHand()).slice(-2)).toEqual([
      ["SH-S", 8],
      ["SH-M", 7],
    ]);
  });
});

describe("a file of whole products without option values", () => {
  test("changes the variant that a SKU names, and does not guess", async () => {
    await shop();
    const report = await rig.run("Handle,Title,Price\nshirt,Shirt,5\nhat,Hat,8\n");
    expect(problemsOf(report)).toEqual([
      "Line 2: The product has 2 variants, and the row doesn't say which is meant. Add a Variant SKU column, or columns for the option values.",
    ]);
    expect(report.importable).toBe(1);
  });

  test("cannot have two variants of a new product", async () => {
    const report = await rig.run("Handle,Title,SKU,Price\nnew,New,N-1,5\nnew,,N-2,6\n");
    expect(problemsOf(report)).toEqual([
      "Line 3, Variant SKU, “N-2”: The product has another variant on line 2, and no option tells them apart. Add Option1 Name and Option1 Value columns.",
    ]);
  });
});
