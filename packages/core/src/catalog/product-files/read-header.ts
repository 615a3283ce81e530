import { type Column, columnOf, COLUMNS, isVariantAttribute } from "./columns.ts";
import type { FilePurpose } from "@cartwright/contracts/product-import";
import { toStorable } from "@cartwright/contracts/storable-text";
import { importText } from "./import-text.ts";

/** A column that the shop has no field for. */
export interface AttributeColumn {
  readonly name: string;
  readonly index: number;
  readonly ofVariant: boolean;
}

/** What the header row says of a file. */
export interface Layout {
  readonly purpose: FilePurpose;
  /** By what a row names what it is about. */
  readonly key: "handle" | "sku";
  readonly columns: ReadonlyMap<Column, number>;
  readonly attributes: readonly AttributeColumn[];
  /** The columns that hold a stock, the first that is not empty counts. Of a file by location, all are added up. */
  readonly quantities: readonly number[];
  readonly locationColumns: readonly { readonly name: string; readonly index: number }[];
  /** The column that names the location of a row's stock. */
  readonly location: number | null;
  /** Columns that are not imported, by name. */
  readonly left: readonly string[];
  /** The number of columns. */
  readonly width: number;
}

/** The most columns of a file. */
const COLUMNS_MAX = 1_000;
const COLUMN_NAME_MAX = 200;

const named = (name: string) => name.toLowerCase().replace(/\s+/g, " ");

/** Stock columns of Shopify's inventory export, the best first. What is on hand includes what open orders hold. */
const ON_HAND = ["on hand (new)", "on hand (current)", "on hand", "available (not editable)", "available"];
/** Columns of that export which say nothing that this shop keeps. */
const INVENTORY_ONLY = /^(location|bin name|(incoming|unavailable|committed|available|on hand)( \(.*\))?)$/;

/** Reads the header row. Returns the layout, or what is wrong with it, for a person. */
export function readHeader(cells: readonly string[]): Layout | { readonly problem: string } {
  if (cells.length > COLUMNS_MAX) return { problem: importText("file.columnsMax", { max: COLUMNS_MAX }) };
  const columns = new Map<Column, number>();
  const unknown: AttributeColumn[] = [];
  const left: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const name = toStorable(cell.trim().slice(0, COLUMN_NAME_MAX));
    const column = columnOf(name);
    if (column && !columns.has(column)) columns.set(column, index);
    else if (column || unknown.some((other) => other.name === name)) left.push(name);
    else if (name !== "") unknown.push({ name, index, ofVariant: isVariantAttribute(name) });
  }
  const key = columns.has("handle") ? "handle" : columns.has("sku") ? "sku" : null;
  if (!key) {
    return { problem: importText("file.noKey", { handle: COLUMNS.handle, sku: COLUMNS.sku }) };
  }
  if (key === "sku") {
    // A picture belongs to a product, which only a handle names.
    for (const column of ["imageSrc", "imagePosition", "imageAlt", "variantImage"] as const) {
      if (columns.delete(column)) left.push(COLUMNS[column]);
    }
  }
  const stock = stockColumns(columns, unknown);
  if (!stock) {
    const quantity = columns.get("quantity");
    const purpose = key === "handle" && columns.has("title") && columns.has("price") ? "products" : "update";
    const quantities = quantity === undefined ? [] : [quantity];
    return { ...NO_LOCATIONS, purpose, key, columns, attributes: unknown, quantities, left, width: cells.length };
  }
  // Such a file describes its products for the reader. Only the stock is meant.
  const own = new Map(
    [...columns].filter(([column]) => column === "handle" || column === "sku" || /^option\d/.test(column)),
  );
  const isLocation = (name: string) => stock.locationColumns.some((column) => column.name === name);
  const isStock = (name: string) => ON_HAND.includes(named(name)) || named(name) === "location";
  const rest = unknown.filter(({ name }) => !isLocation(name));
  const attributes = rest.filter(({ name }) => !INVENTORY_ONLY.test(named(name)));
  const others = rest.filter(({ name }) => INVENTORY_ONLY.test(named(name)) && !isStock(name));
  left.push(...others.map(({ name }) => name));
  return { ...stock, purpose: "inventory", key, columns: own, attributes, left, width: cells.length };
}

const NO_LOCATIONS = { locationColumns: [], location: null } as const;

/** The stock columns of an inventory export, or null for another file. */
function stockColumns(
  columns: ReadonlyMap<Column, number>,
  unknown: readonly AttributeColumn[],
): Pick<Layout, "quantities" | "locationColumns" | "location"> | null {
  if (columns.has("price") || columns.has("quantity")) return null;
  const find = (name: string) => unknown.find((column) => named(column.name) === name);
  const quantities = ON_HAND.flatMap((name) => find(name)?.index ?? []);
  if (quantities.length > 0) return { quantities, locationColumns: [], location: find("location")?.index ?? null };
  // Its older form has a column for each location after the customs columns.
  const customs = Math.max(find("hs code")?.index ?? -1, find("coo")?.index ?? -1);
  if (customs < 0 || !columns.has("sku")) return null;
  const locationColumns = unknown.filter(({ index }) => index > customs);
  return locationColumns.length === 0 ? null : { quantities: [], locationColumns, location: null };
}
