import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import { decimalOfMinor } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { type OnHand, readOnHand } from "../../inventory/read-on-hand.ts";
import { guardNumber } from "../csv-cells.ts";
import { pictureUrl } from "../picture.ts";
import { type Column, COLUMNS } from "./columns.ts";
import { type ExportedProduct, selectAttributeNames, selectForExport } from "./export.sql.ts";

/** The cells of a row: fields by column, and attributes by name. */
interface Cells {
  readonly fields: Partial<Record<Column, string>>;
  readonly attributes: Readonly<Record<string, string>>;
}
// The keys of COLUMNS in their order.
const ORDER = Object.keys(COLUMNS) as Column[];

type Stock = ReadonlyMap<VariantId, OnHand>;

/** The names of a file's columns: Shopify's, and after them the attributes that any product has. */
export async function readProductHeader(db: Db): Promise<string[]> {
  return [...Object.values(COLUMNS), ...(await selectAttributeNames(db))];
}

/** The rows of some products, with their stock as it is now. Discontinued variants, and products without any other, are left out. */
export async function toProductRows(
  db: Db,
  products: readonly ExportedProduct[],
  header: readonly string[],
): Promise<string[][]> {
  const attributes = header.slice(ORDER.length);
  const sold = products.filter((product) => product.variants.length > 0);
  const ids = sold.flatMap((product) => product.variants.map((variant) => variant.id));
  const stock = await readOnHand(db, ids);
  return sold.flatMap((product) => rowsOf(product, stock)).map((cells) => toRow(cells, attributes));
}

/** The same for products by id, in the order of their slugs. */
export async function readProductRows(
  db: Db,
  productIds: readonly ProductId[],
  header: readonly string[],
): Promise<string[][]> {
  return toProductRows(db, await selectForExport(db, { ids: productIds }), header);
}

const toRow = ({ fields, attributes }: Cells, names: readonly string[]): string[] => [
  ...ORDER.map((column) => fields[column] ?? ""),
  ...names.map((name) => attributes[name] ?? ""),
];

/**
 * One row per variant, with the product's own cells in the first. Pictures are beside them, and in rows of their own when
 * there are more.
 */
function rowsOf(product: ExportedProduct, stock: Stock): Cells[] {
  const addresses = product.images.map(({ key, url }) => (key === null ? (url ?? "") : pictureUrl(key, 1_200)));
  const length = Math.max(product.variants.length, product.images.length);
  return Array.from({ length }, (_, index) => {
    const image = product.images[index];
    const variant = product.variants[index];
    return {
      fields: {
        handle: product.handle,
        ...(index === 0 ? productFields(product) : {}),
        ...(variant ? variantFields(product, variant, stock) : {}),
        ...(image ? { imageSrc: addresses[index] ?? "", imagePosition: String(index + 1), imageAlt: image.alt } : {}),
      },
      attributes: { ...variant?.attributes, ...(index === 0 ? product.attributes : {}) },
    };
  });
}

function productFields(product: ExportedProduct): Cells["fields"] {
  const [first = "", second = "", third = ""] = product.optionNames.length === 0 ? ["Title"] : product.optionNames;
  return {
    title: product.title,
    body: product.description,
    vendor: product.vendor,
    type: product.type,
    tags: product.tags.join(", "),
    published: String(product.status === "active"),
    status: product.status,
    category: product.category ?? "",
    option1Name: first,
    option2Name: second,
    option3Name: third,
    giftCard: String(product.giftCard),
    seoTitle: product.seoTitle ?? "",
    seoDescription: product.seoDescription ?? "",
  };
}

function variantFields(
  product: ExportedProduct,
  variant: ExportedProduct["variants"][number],
  stock: Stock,
): Cells["fields"] {
  const [first = "", second = "", third = ""] = variant.options.length === 0 ? ["Default Title"] : variant.options;
  const image = product.images.find((candidate) => candidate.id === variant.imageId);
  const { onHand = 0, policy = "tracked" } = stock.get(variant.id) ?? {};
  const counted = policy !== "untracked";
  return {
    option1Value: first,
    option2Value: second,
    option3Value: third,
    sku: guardNumber(variant.sku ?? ""),
    grams: String(variant.grams),
    tracker: counted ? "shopify" : "",
    // What a backorder owes belongs to orders of this shop.
    quantity: counted ? String(Math.max(0, onHand)) : "",
    policy: policy === "backorder" ? "continue" : "deny",
    price: decimalOfMinor(variant.priceMinor, variant.currency),
    compareAt: variant.compareAtMinor === null ? "" : decimalOfMinor(variant.compareAtMinor, variant.currency),
    requiresShipping: String(variant.requiresShipping),
    taxable: String(variant.taxable),
    barcode: guardNumber(variant.barcode ?? ""),
    variantImage: image ? (image.key === null ? (image.url ?? "") : pictureUrl(image.key, 1_200)) : "",
  };
}
