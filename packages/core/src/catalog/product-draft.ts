import { DESCRIPTION_LENGTH_MAX } from "@cartwright/contracts/catalog";
import { COLUMNS, type Column } from "./csv-columns.ts";
import type { ImportProblem } from "./import-report.ts";
import type { ImportRow } from "./import-row.ts";
import { importText } from "./import-text.ts";
import { toSafeHtml } from "./safe-html.ts";

/** A product as a file describes it. */
export interface ProductDraft {
  readonly line: number;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly status: "active" | "draft" | "archived";
  readonly category: string;
  readonly seoTitle: string;
  readonly seoDescription: string;
  readonly optionNames: readonly string[];
  readonly variants: readonly VariantDraft[];
  readonly images: readonly ImageDraft[];
}

export interface VariantDraft {
  readonly line: number;
  readonly sku: string | null;
  readonly options: readonly string[];
  readonly priceMinor: number;
  readonly compareAtMinor: number | null;
  readonly grams: number | null;
  readonly requiresShipping: boolean | null;
  readonly taxable: boolean | null;
  readonly barcode: string | null;
  readonly quantity: number | null;
  /** One of the product's pictures. */
  readonly image: string | null;
}

export interface ImageDraft {
  readonly src: string;
  readonly alt: string;
}

/** The most variants, and the most pictures, of one product. */
export const PARTS_MAX = 250;

const NAMES = ["option1Name", "option2Name", "option3Name"] as const;
const VALUES = ["option1Value", "option2Value", "option3Value"] as const;

/** Shopify writes a product without options as one option with this name and value. */
const NO_CHOICE = { name: "Title", value: "Default Title" } as const;

type Report = (line: number, column: Column | null, message: string) => void;

/**
 * Combines the rows of one handle: the first names the product, each row with a price is a variant, each row with a picture
 * adds it. Pure. Problems are reported by line; a product with problems has no draft.
 */
export function toDraft(
  rows: readonly [ImportRow, ...ImportRow[]],
): { readonly draft: ProductDraft } | { readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const report: Report = (line, column, message) => problems.push({ line, column: column && COLUMNS[column], message });
  const [first] = rows;
  if (first.title === "") report(first.line, "title", importText("cell.title"));
  const optionNames = readOptionNames(first, report);
  const images = readImages(rows, report);
  const variants = rows.filter(isVariant).flatMap((row) => readVariant(row, optionNames, report) ?? []);
  if (variants.length === 0 && problems.length === 0) report(first.line, "price", importText("cell.price"));
  checkOnce(variants, report);
  for (const parts of [variants, images]) {
    if (parts.length > PARTS_MAX) report(first.line, null, importText("product.partsMax", { max: PARTS_MAX }));
  }
  const description = toSafeHtml(first.body);
  // Sanitising writes `&` as `&amp;`, so a text within the limit may be longer where it is stored.
  if (description.length > DESCRIPTION_LENGTH_MAX)
    report(first.line, "body", importText("cell.tooLong", { max: DESCRIPTION_LENGTH_MAX }));
  if (problems.length > 0) return { problems };
  return {
    draft: {
      line: first.line,
      slug: first.handle,
      title: first.title,
      description,
      vendor: first.vendor,
      type: first.type,
      tags: first.tags,
      status: statusOf(first),
      category: first.category,
      seoTitle: first.seoTitle,
      seoDescription: first.seoDescription,
      optionNames,
      variants,
      images,
    },
  };
}

const isVariant = (row: ImportRow) => row.price !== null || row.option1Value !== "" || row.sku !== "";

function statusOf(row: ImportRow): ProductDraft["status"] {
  if (row.status === "archived") return "archived";
  if (row.status === "draft" || row.status === "unlisted") return "draft";
  return row.published === false ? "draft" : "active";
}

function readOptionNames(row: ImportRow, report: Report): string[] {
  const names = NAMES.map((column) => row[column]);
  const used = names.filter((name) => name !== "");
  if (names.slice(0, used.length).includes(""))
    report(row.line, NAMES[names.indexOf("")] ?? null, importText("option.gap"));
  if (new Set(used).size < used.length) report(row.line, "option1Name", importText("option.twice"));
  const none = used.length === 1 && used[0] === NO_CHOICE.name && row.option1Value === NO_CHOICE.value;
  return none ? [] : used;
}

function readVariant(row: ImportRow, optionNames: readonly string[], report: Report): VariantDraft | null {
  const values = VALUES.map((column) => row[column]);
  const options = values.slice(0, optionNames.length);
  const empty = options.indexOf("");
  if (empty >= 0) {
    report(row.line, VALUES[empty] ?? null, importText("option.value", { option: optionNames[empty] ?? "" }));
    return null;
  }
  const surplus = values.findIndex((value, index) => index >= optionNames.length && value !== "");
  if (surplus >= 0 && values[surplus] !== NO_CHOICE.value) {
    report(row.line, VALUES[surplus] ?? null, importText("option.unnamed"));
    return null;
  }
  if (row.price === null) {
    report(row.line, "price", importText("cell.price"));
    return null;
  }
  return {
    line: row.line,
    sku: row.sku || null,
    options,
    priceMinor: row.price,
    compareAtMinor: row.compareAt,
    grams: row.grams,
    requiresShipping: row.requiresShipping,
    taxable: row.taxable,
    barcode: row.barcode || null,
    quantity: row.quantity,
    image: row.variantImage || null,
  };
}

/** Two variants of a product must not have the same values: no one could choose between them. */
function checkOnce(variants: readonly VariantDraft[], report: Report): void {
  const lines = new Map<string, number>();
  for (const { line, options } of variants) {
    const key = JSON.stringify(options);
    const earlier = lines.get(key);
    if (earlier === undefined) lines.set(key, line);
    else {
      const first = String(earlier);
      const message =
        options.length === 0
          ? importText("option.secondVariant", { first })
          : importText("option.repeated", { variant: options.join(" / "), first });
      report(line, "option1Value", message);
    }
  }
}

/** The product's pictures by position, each URL once. Pictures of variants come last. */
function readImages(rows: readonly ImportRow[], report: Report): ImageDraft[] {
  const found = new Map<string, { src: string; alt: string; position: number }>();
  for (const [index, row] of rows.entries()) {
    if (row.imageSrc !== "" && !found.has(row.imageSrc)) {
      found.set(row.imageSrc, { src: row.imageSrc, alt: row.imageAlt, position: row.imagePosition ?? index + 1 });
    }
    if (row.imageSrc === "" && index > 0 && !isVariant(row)) report(row.line, null, importText("product.emptyRow"));
  }
  const listed = [...found.values()].toSorted((a, b) => a.position - b.position);
  const ofVariants = rows.flatMap(({ variantImage }) =>
    variantImage !== "" && !found.has(variantImage) ? [variantImage] : [],
  );
  return [
    ...listed.map(({ src, alt }) => ({ src, alt })),
    ...[...new Set(ofVariants)].map((src) => ({ src, alt: "" })),
  ];
}
