import { DEFAULT_LOCALE } from "@cartwright/messages/locales";
import { importText } from "./import-text.ts";

/**
 * The columns of Shopify's product file that this shop reads and writes, by the names of its classic export. The newer
 * export names some of them differently. All other columns are ignored.
 */
export const COLUMNS = {
  handle: "Handle",
  title: "Title",
  body: "Body (HTML)",
  vendor: "Vendor",
  type: "Type",
  tags: "Tags",
  published: "Published",
  option1Name: "Option1 Name",
  option1Value: "Option1 Value",
  option2Name: "Option2 Name",
  option2Value: "Option2 Value",
  option3Name: "Option3 Name",
  option3Value: "Option3 Value",
  sku: "Variant SKU",
  grams: "Variant Grams",
  quantity: "Variant Inventory Qty",
  price: "Variant Price",
  compareAt: "Variant Compare At Price",
  requiresShipping: "Variant Requires Shipping",
  taxable: "Variant Taxable",
  barcode: "Variant Barcode",
  imageSrc: "Image Src",
  imagePosition: "Image Position",
  imageAlt: "Image Alt Text",
  seoTitle: "SEO Title",
  seoDescription: "SEO Description",
  variantImage: "Variant Image",
  weightUnit: "Variant Weight Unit",
  status: "Status",
  /** This shop's own column: the slug of the category, when the rule by type and tags would find another. */
  category: "Category Slug",
} as const;
export type Column = keyof typeof COLUMNS;

const ALSO_CALLED: Readonly<Partial<Record<Column, string>>> = {
  handle: "URL handle",
  body: "Description",
  published: "Published on online store",
  sku: "SKU",
  grams: "Weight value (grams)",
  quantity: "Inventory quantity",
  price: "Price",
  compareAt: "Compare-at price",
  requiresShipping: "Requires shipping",
  taxable: "Charge tax",
  barcode: "Barcode",
  imageSrc: "Product image URL",
  variantImage: "Variant image URL",
  weightUnit: "Weight unit for display",
};

/** A row cannot be read without these. */
const REQUIRED: readonly Column[] = ["handle", "title", "price"];

/** The index of each known column in a row. */
export type Layout = ReadonlyMap<Column, number>;

const isColumn = (name: string): name is Column => Object.hasOwn(COLUMNS, name);

const normal = (name: string) => name.trim().toLowerCase().replace(/\s+/g, " ");
const BY_NAME: ReadonlyMap<string, Column> = new Map(
  [...Object.entries(COLUMNS), ...Object.entries(ALSO_CALLED)].flatMap(([column, name]) =>
    isColumn(column) ? [[normal(name), column] as const] : [],
  ),
);

/** Reads the header row. Returns the positions of the columns, or what is wrong with it, for a person. */
export function readHeader(cells: readonly string[]): { readonly layout: Layout } | { readonly problem: string } {
  const layout = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const column = BY_NAME.get(normal(cell));
    if (!column) continue;
    if (layout.has(column)) return { problem: importText("file.columnTwice", { column: COLUMNS[column] }) };
    layout.set(column, index);
  }
  const missing = REQUIRED.filter((column) => !layout.has(column)).map((column) => COLUMNS[column]);
  if (missing.length === 0) return { layout };
  if (cells.length === 1 && /[;\t]/.test(cells[0] ?? "")) return { problem: importText("file.noCommas") };
  const columns = new Intl.ListFormat(DEFAULT_LOCALE).format(missing);
  return { problem: importText("file.columnsMissing", { count: missing.length, columns }) };
}
