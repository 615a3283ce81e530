import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { describeReport } from "./describe-report.ts";
import { found, succeeded } from "./testing/csv-files.ts";
import { importRig } from "./testing/import-rig.ts";

const rig = importRig();

/** The rows of a product, each with its cells by column: "Column: value", one a line. */
const ROWS = [
  `Handle: glacé-lamp
  Title: Lamp
  Body (HTML): <p>Bright</p>
  Vendor: Acme
  Product Category: Home > Lighting > Lamps
  Type: Lamp
  Tags: new, light
  Published: true
  Option1 Name: Colour
  Option1 Value: Red
  Option1 Linked To: product.metafields.shopify.color-pattern
  Variant SKU: L-R
  Variant Grams: 900
  Variant Inventory Tracker: shopify
  Variant Inventory Qty: 3
  Variant Inventory Policy: continue
  Variant Fulfillment Service: manual
  Variant Price: 49.00
  Variant Compare At Price: 59.00
  Variant Taxable: true
  Variant Barcode: '4006381333931
  Image Src: https://a.example/2.jpg
  Image Position: 2
  Image Alt Text: Side
  SEO Title: Lamps
  SEO Description: A lamp
  Google Shopping / Gender: unisex
  Colour (product.metafields.shopify.color-pattern): red; blue
  Variant Weight Unit: kg
  Variant Tax Code: T1
  Cost per item: 20.00
  Price / Norway: 600
  Unit Price Total Measure: 1
  Collection: Lights
  Status: active`,
  // A product's column that differs in a later row is this variant's.
  `Handle: glacé-lamp
  Option1 Value: Blue
  Variant SKU: '007
  Variant Inventory Policy: deny
  Variant Price: 49.00
  Variant Requires Shipping: false
  Image Src: https://a.example/1.jpg
  Image Position: 1
  Image Alt Text: Front
  Google Shopping / Gender: female
  Colour (product.metafields.shopify.color-pattern): blue
  Variant Image: https://a.example/1.jpg
  Cost per item: 21.00`,
  `Handle: glacé-lamp
  Image Src: https://a.example/3.jpg
  Image Position: 3`,
  `Handle: card
  Title: Card
  Published: false
  Option1 Name: Denominations
  Option1 Value: 25
  Variant Price: 25
  Variant Requires Shipping: false
  Gift Card: true
  Status: active`,
].map((row) => new Map(row.split("\n").map((line) => splitOnce(line.trim()))));

function splitOnce(line: string): [name: string, value: string] {
  const at = line.indexOf(": ");
  return [line.slice(0, at), line.slice(at + 2)];
}

const columns = [...new Set(ROWS.flatMap((row) => [...row.keys()]))];
const FULL = [columns, ...ROWS.map((row) => columns.map((name) => row.get(name) ?? ""))]
  .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
  .join("\n");

describe("an export", () => {
  test("holds every column of the file, and imports without any change", async () => {
    const report = succeeded(await rig.run(FULL));
    expect(found(report)).toEqual([]);
    expect(report.file.leftColumns).toEqual([]);
    const before = await rig.snapshot();
    const text = await rig.exported();
    const [header = ""] = text.split("\n");
    for (const name of columns) expect(header).toContain(name);
    for (const value of ["glacé-lamp", "product.metafields.shopify.color-pattern", "unisex", "female", "red; blue"]) {
      expect(text).toContain(value);
    }
    expect(text).toMatch(/20\.00.*\n.*21\.00/);
    for (const again of [text, FULL, text]) {
      expect(succeeded(await rig.run(again))).toMatchObject({
        products: { created: 0, changed: 0, unchanged: 2 },
        variants: { created: 0, changed: 0, unchanged: 3, discontinued: 0 },
        stock: { changed: 0 },
      });
      expect(await rig.snapshot()).toEqual(before);
    }
    expect(await rig.exported()).toBe(text);
  });

  test("is read back into an empty shop as it was", async () => {
    await rig.run(FULL);
    const text = await rig.exported();
    await sql`truncate catalog.products, catalog.categories cascade`.execute(rig.db);
    succeeded(await rig.run(text));
    expect(await rig.exported()).toBe(text);
  });

  test("keeps an attribute that a file has no column for, and removes one whose cell is empty", async () => {
    await rig.run(FULL);
    const cost = async () => {
      const { rows } = await sql<{ sku: string; attributes: Record<string, string> }>`
        select sku, attributes from catalog.variants where sku = 'L-R'`.execute(rig.db);
      return [rows[0]?.attributes["Cost per item"], rows[0]?.attributes["Variant Tax Code"]];
    };
    await rig.run("SKU,Cost per item\nL-R,22.00\n");
    expect(await cost()).toEqual(["22.00", "T1"]);
    await rig.run("SKU,Cost per item,Price\nL-R,,50\n");
    expect(await cost()).toEqual([undefined, "T1"]);
  });
});

describe("SKUs that are shared", () => {
  const header = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price";

  test("can be swapped, taken over and given back by a file", async () => {
    await rig.run(`${header}\na,A,Size,S,X,1\nb,B,Size,S,Y,1\n`);
    succeeded(await rig.run("Handle,Option1 Value,SKU\na,S,Y\nb,S,X\n"));
    expect((await rig.variants()).map(({ product, sku }) => [product, sku])).toEqual([
      ["a", "Y"],
      ["b", "X"],
    ]);
    const shared = succeeded(await rig.run(`${header}\na,A,Size,S,X,1\n`));
    expect(found(shared)[0]).toContain("The product b has this SKU, too.");
    succeeded(await rig.run(`${header}\na,A,Size,S,Y,1\n`));
    const { rows } = await sql`select count(*) as n from catalog.variants where sku_shared`.execute(rig.db);
    expect(rows).toEqual([{ n: 0 }]);
  });

  test("stay unique for everyone else", async () => {
    await rig.run(`${header}\na,A,Size,S,X,1\na,,,M,X,1\nb,B,Size,S,Y,1\n`);
    const taken = sql`update catalog.variants set sku = 'X' where sku = 'Y'`.execute(rig.db);
    await expect(taken).rejects.toThrow(/variants_sku/);
  });
});

describe("slugs", () => {
  const header = "Handle,Title,Variant Price";
  const slugs = async () => {
    const { rows } = await sql<{ handle: string; slug: string }>`
      select coalesce(import_handle, slug) as handle, slug from catalog.products order by id`.execute(rig.db);
    return Object.fromEntries(rows.map(({ handle, slug }) => [handle, slug]));
  };

  test("are unique where handles look alike in Latin letters, in one file and over several", async () => {
    await rig.run(`${header}\ncrème,A,1\ncreme,B,1\ncrémé,C,1\n👍,Thumbs up,1\n！,！,1\n`);
    const first = await slugs();
    expect(first).toEqual({
      crème: expect.stringMatching(/^creme-\d$/),
      creme: "creme",
      crémé: expect.stringMatching(/^creme-\d$/),
      "👍": "thumbs-up",
      "！": expect.stringMatching(/^product(-\d+)?$/),
    });
    await rig.run(`${header}\nthumbs-up,D,1\nçreme,E,1\nCRÈME,A2,1\n`);
    expect(await slugs()).toMatchObject({
      ...first,
      "thumbs-up": "thumbs-up-2",
      çreme: expect.stringMatching(/^creme-\d+$/),
    });
  });

  test("come from the title when the file has no handle in a row with a title", async () => {
    succeeded(
      await rig.run(
        "Handle,Title,Option1 Name,Option1 Value,Price\n,Green Tea,Size,S,1\n,Green Tea,,M,2\n,Black Tea,Size,S,1\n",
      ),
    );
    expect((await rig.variants()).map(({ product }) => product)).toEqual(["black-tea", "green-tea", "green-tea"]);
  });
});

describe("a report", () => {
  test("names what later rows of a product say and no one keeps", async () => {
    const file = [
      "Handle,Title,Vendor,Option1 Name,Option1 Value,Price,Image Src,Material",
      "mug,Mug,Acme,Size,S,1,https://a.example/1.jpg,clay",
      "mug,Mug,Other,,M,2,,",
      "mug,,,,,,https://a.example/2.jpg,glass",
      "mug,Mug,Acme,,,,https://a.example/3.jpg,clay",
    ];
    expect(found(succeeded(await rig.run(file.join("\n"))))).toEqual([
      "Line 3, Vendor, “Other”: The product's first row has another value. The value of the first row was used.",
      "Line 4, Material, “glass”: This row adds no variant that could keep this value. The cell was left out.",
    ]);
  });

  test("gives all findings by line, and shows the first of each kind", async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `p-${index},P,${index % 2 === 0 ? "free" : "1"},-1`);
    const file = `Handle,Title,Price,Quantity\n${rows.join("\n")}\n`;
    const all = await rig.runWhole(file);
    expect(all).toHaveLength(450);
    expect(all.map(({ line }) => line)).toEqual(all.map(({ line }) => line).toSorted((a, b) => a - b));
    const report = await rig.run(file);
    expect(report).toMatchObject({ outcome: "refused", errors: 150, warnings: 300, importable: 150 });
    expect(report.entries.filter(({ kind }) => kind === "error")).toHaveLength(50);
    const text = describeReport(report, { onlyValidFlag: "--only-valid", reportFlag: "--report FILE" });
    expect(text).toContain("  … and 100 more. Add --report FILE to write all of them to a file.");
    expect(text.at(-1)).toContain("import the other 150 products now");
  });
});
