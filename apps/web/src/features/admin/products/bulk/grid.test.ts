import type { AdminBulkRow } from "@cartwright/contracts/product-bulk";
import { ProductId, VariantId } from "@cartwright/contracts/ids";
import { describe, expect, it } from "vitest";
import { openEdits, savedByOthers, savedText, withEdits } from "./grid-cells.ts";
import { isBlock, pasteBlock, readBlock } from "./paste-block.ts";
import { countChanges, readGrid, refusalsOf } from "./read-grid.ts";

const id = (n: number) => `01a2014a-ecc6-79e1-9ba3-26af7b4c3f0${n}`;
const row = (n: number, fields: Partial<AdminBulkRow> = {}): AdminBulkRow => ({
  variantId: VariantId.parse(id(n)),
  productId: ProductId.parse(id(0)),
  version: 4,
  title: "Lamp",
  variantTitle: `Size ${n}`,
  currency: "EUR",
  priceMinor: 1_990,
  compareAtMinor: null,
  sku: `LAMP-${n}`,
  barcode: null,
  weightGrams: 800,
  onHand: 5,
  reserved: 1,
  policy: "tracked",
  ...fields,
});
const ROWS = [row(1), row(2), row(3)] as const;
const [first, second] = ROWS;
const edit = (...changes: Parameters<typeof withEdits>[1]) => withEdits(new Map(), changes);

describe("editing cells", () => {
  it("forgets an edit that is as saved, and keeps the objects of other rows", () => {
    const edits = edit({ row: first, field: "price", text: "5" }, { row: second, field: "sku", text: "X" });
    const next = withEdits(edits, [{ row: first, field: "price", text: savedText(first, "price") }]);
    expect([...next]).toEqual([[second.variantId, { sku: "X" }]]);
    expect(next.get(second.variantId)).toBe(edits.get(second.variantId));
  });

  it("moves edits to newer rows, and names what others saved in the same cells", () => {
    const edits = edit(
      { row: first, field: "price", text: "5.00" },
      { row: first, field: "sku", text: "MINE" },
      { row: second, field: "price", text: "6.00" },
    );
    const now = [row(1, { priceMinor: 500, sku: "THEIRS", weightGrams: 1 }), ROWS[2]];
    expect([...openEdits(edits, now)]).toEqual([[first.variantId, { sku: "MINE" }]]);
    expect([...savedByOthers(edits, ROWS, now)]).toEqual([[first.variantId, { price: "5.00", sku: "THEIRS" }]]);
  });
});

describe("reading the grid", () => {
  it("reads amounts, counts and codes as people and spreadsheets write them", () => {
    const edits = edit(
      { row: first, field: "price", text: "€ 18,50" },
      { row: first, field: "compareAt", text: " " },
      { row: first, field: "onHand", text: "1 200" },
      { row: first, field: "weight", text: "750" },
      { row: second, field: "sku", text: " " },
      { row: second, field: "barcode", text: " 4006381333931 " },
    );
    const { changes, errors } = readGrid(ROWS, edits);
    expect(errors.size).toBe(0);
    const at = { productId: first.productId, version: 4 };
    expect(changes).toEqual([
      {
        ...at,
        variantId: first.variantId,
        priceMinor: 1_850,
        compareAtMinor: null,
        onHand: { to: 1_200, seen: 5 },
        weightGrams: 750,
      },
      { ...at, variantId: second.variantId, sku: null, barcode: "4006381333931" },
    ]);
    expect(countChanges(changes)).toEqual({ variants: 2, products: 1, prices: 1, stock: 1, others: 2 });
  });

  it("names each invalid cell, and leaves its row out", () => {
    const edits = edit(
      { row: first, field: "price", text: "1,299.00" },
      { row: first, field: "compareAt", text: "cheap" },
      { row: first, field: "onHand", text: "-3" },
      { row: first, field: "weight", text: "1.5" },
      { row: first, field: "barcode", text: "9".repeat(101) },
      { row: second, field: "sku", text: "LAMP-3" },
    );
    const { changes, errors } = readGrid(ROWS, edits);
    expect(changes).toEqual([]);
    expect([...errors]).toEqual([
      [
        first.variantId,
        { price: "price", compareAt: "compareAt", onHand: "onHand", weight: "weight", barcode: "long" },
      ],
      [second.variantId, { sku: "skuTwice" }],
    ]);
  });

  it("puts the server's messages at the rows that were sent", () => {
    const { changes } = readGrid(ROWS, edit({ row: second, field: "price", text: "1" }));
    const refusals = refusalsOf(changes, {
      "rows.0": "moved",
      "rows.0.priceMinor": "too much",
      "rows.9": "?",
      reason: "?",
    });
    expect([...refusals]).toEqual([[second.variantId, { row: "moved", cells: { price: "too much" } }]]);
  });
});

describe("pasting a block", () => {
  it("reads what spreadsheets copy", () => {
    expect(readBlock("1\t2\r\n3\t4\r\n")).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(readBlock('"two\nlines"\t"5"" pipe"\n\t')).toEqual([
      ["two\nlines", '5" pipe'],
      ["", ""],
    ]);
    expect(readBlock('5" pipe\tx')).toEqual([['5" pipe', "x"]]);
    expect(readBlock("")).toEqual([]);
    expect([isBlock("one\n"), isBlock("one\ttwo"), isBlock("one\ntwo")]).toEqual([false, true, true]);
  });

  it("fills from the cell to the right and down, and counts what does not fit", () => {
    const { changes, outside } = pasteBlock(ROWS, { row: 2, column: 4 }, readBlock("a\tb\tc\nd"));
    expect(changes.map(({ row: at, field, text }) => [at.variantTitle, field, text])).toEqual([
      ["Size 3", "barcode", "a"],
      ["Size 3", "weight", "b"],
    ]);
    expect(outside).toBe(2);
  });
});
