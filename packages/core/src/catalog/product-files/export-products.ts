import type { VariantId } from "@cartwright/contracts/ids";
import { decimalOfMinor } from "@cartwright/contracts/money";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import { inTransaction } from "@cartwright/db/transaction";
import { stringify } from "csv-stringify/sync";
import { readOnHand, readPolicies } from "../../inventory/read-on-hand.ts";
import type { Deps } from "../../kernel/deps.ts";
import { guardCell, guardNumber } from "../csv-cells.ts";
import { type Column, COLUMNS } from "./columns.ts";
import { countProducts, type ExportedProduct, selectAttributeNames, selectForExport } from "./export.sql.ts";
import { pictureUrl } from "../picture.ts";

const PRODUCTS_PER_PAGE = 500;

/** The cells of a row: fields by column, and attributes by name. */
interface Cells {
  readonly fields: Partial<Record<Column, string>>;
  readonly attributes: Readonly<Record<string, string>>;
}
// The keys of COLUMNS in their order.
const ORDER = Object.keys(COLUMNS) as Column[];

/** The stock of a variant. */
interface Stock {
  readonly onHand: ReadonlyMap<VariantId, number>;
  readonly policies: ReadonlyMap<VariantId, StockPolicy>;
}

export interface ExportTarget {
  /** Takes the next part of the file. Resolves when more may come. */
  readonly write: (text: string) => Promise<void>;
  readonly onProgress?: (progress: { readonly products: number; readonly total: number }) => void;
}

/**
 * Writes all products as one file in Shopify's product format, as of one moment. Importing the file changes nothing.
 * Discontinued variants are left out, and so are products without other variants. The stock is what is on hand. This shop's
 * pictures are written by their path. Returns how many products and rows were written.
 */
export async function exportProducts(
  deps: Pick<Deps, "db">,
  target: ExportTarget,
): Promise<{ readonly products: number; readonly rows: number }> {
  return inTransaction(
    deps.db,
    async (tx) => {
      const total = await countProducts(tx);
      const names = await selectAttributeNames(tx);
      await target.write(toLines([[...Object.values(COLUMNS), ...names]]));
      let products = 0;
      let rows = 0;
      let after = "";
      for (;;) {
        const page = await selectForExport(tx, after, PRODUCTS_PER_PAGE);
        const ids = page.flatMap((product) => product.variants.map((variant) => variant.id));
        const stock = { onHand: await readOnHand(tx, ids), policies: await readPolicies(tx, ids) };
        const sold = page.filter((product) => product.variants.length > 0);
        const lines = sold.flatMap((product) => rowsOf(product, stock));
        if (lines.length > 0) await target.write(toLines(lines.map((cells) => toRow(cells, names))));
        products += sold.length;
        rows += lines.length;
        target.onProgress?.({ products, total });
        const last = page.at(-1);
        if (!last || page.length < PRODUCTS_PER_PAGE) return { products, rows };
        after = last.slug;
      }
    },
    "repeatable read",
  );
}

const toLines = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((cells) => cells.map(guardCell)),
    { quoted_match: /^\s|\s$|\r/ },
  );

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
  { onHand, policies }: Stock,
): Cells["fields"] {
  const [first = "", second = "", third = ""] = variant.options.length === 0 ? ["Default Title"] : variant.options;
  const image = product.images.find((candidate) => candidate.id === variant.imageId);
  const policy = policies.get(variant.id) ?? "tracked";
  const counted = policy !== "untracked";
  return {
    option1Value: first,
    option2Value: second,
    option3Value: third,
    sku: guardNumber(variant.sku ?? ""),
    grams: String(variant.grams),
    tracker: counted ? "shopify" : "",
    // What a backorder owes belongs to orders of this shop.
    quantity: counted ? String(Math.max(0, onHand.get(variant.id) ?? 0)) : "",
    policy: policy === "backorder" ? "continue" : "deny",
    price: decimalOfMinor(variant.priceMinor, variant.currency),
    compareAt: variant.compareAtMinor === null ? "" : decimalOfMinor(variant.compareAtMinor, variant.currency),
    requiresShipping: String(variant.requiresShipping),
    taxable: String(variant.taxable),
    barcode: guardNumber(variant.barcode ?? ""),
    variantImage: image ? (image.key === null ? (image.url ?? "") : pictureUrl(image.key, 1_200)) : "",
  };
}
