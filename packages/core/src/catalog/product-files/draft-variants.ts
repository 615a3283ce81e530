import { NOTHING } from "./cell-values.ts";
import { type Column, COLUMNS } from "./columns.ts";
import type { Refuse, Rows } from "./draft-rows.ts";
import type { ImportRow } from "./import-row.ts";
import { importText } from "./import-text.ts";
import type { Layout } from "./read-header.ts";
import type { ReportEntry } from "./row-cells.ts";

export interface VariantDraft {
  readonly line: number;
  readonly sku: string | null;
  readonly options: readonly string[];
  /** Null leaves an existing variant's price alone. */
  readonly priceMinor: number | null;
  readonly compareAtMinor: number | null;
  readonly grams: number | null;
  readonly requiresShipping: boolean | null;
  readonly taxable: boolean | null;
  readonly tracked: boolean | null;
  readonly backorder: boolean | null;
  readonly barcode: string | null;
  readonly quantity: number | null;
  /** One of the product's pictures. */
  readonly image: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

const NAMES = ["option1Name", "option2Name", "option3Name"] as const;
const VALUES = ["option1Value", "option2Value", "option3Value"] as const;

/** Shopify writes a product without options as one option with this name and value. */
const NO_CHOICE = { name: "Title", value: "Default Title" } as const;

/** The names of the options, each from the first row that has it. None for a product without a choice. */
export function readOptionNames(rows: Rows, layout: Layout, refuse: Refuse): string[] {
  const [first] = rows;
  const names = NAMES.map((_, index) => rows.find((row) => !isBlank(row.optionNames[index]))?.optionNames[index] ?? "");
  const used = names.filter((name) => name !== "");
  if (layout.purpose !== "products") return used;
  const gap = names.slice(0, used.length).indexOf("");
  if (gap >= 0) {
    refuse(first, NAMES[gap] ?? null, {
      reason: importText("reason.optionGap"),
      remedy: importText("remedy.optionName"),
    });
  }
  if (new Set(used).size < used.length) {
    const reason = importText("reason.optionTwice");
    refuse(first, "option1Name", { value: used.join(", "), reason, remedy: importText("remedy.optionTwice") });
  }
  return isNoChoice(used, first.optionValues[0]) ? [] : used;
}

const isBlank = (name: string | undefined) => NOTHING.test(name || "-");

const isNoChoice = (names: readonly string[], value: string) =>
  names.length === 1 && names[0] === NO_CHOICE.name && (value === NO_CHOICE.value || value === "");

const isVariant = (row: ImportRow) => row.price !== null || row.sku !== "" || !isBlank(row.optionValues[0]);

interface Context {
  readonly layout: Layout;
  readonly refuse: Refuse;
  readonly report: ReportEntry;
}

/** Columns of a variant. Without any, an update is about products alone. */
const VARIANT_COLUMNS: readonly Column[] = [
  ...(["sku", "option1Value", "grams", "quantity", "tracker", "policy", "price", "compareAt"] as const),
  ...(["requiresShipping", "taxable", "barcode", "variantImage"] as const),
];

/** The variants of a product: the rows with a price, a SKU or option values; in an update, each row that says something. */
export function readVariants(rows: Rows, optionNames: readonly string[], context: Context): VariantDraft[] {
  const { layout } = context;
  const [first] = rows;
  const draftOf = (row: ImportRow) => readVariant(row, { first, optionNames, ...context }) ?? [];
  if (layout.purpose === "products") {
    const drafts = rows.filter(isVariant).flatMap(draftOf);
    return layout.columns.has("option1Value") ? withoutRepeats(drafts, rows, context) : drafts;
  }
  const isAboutVariants =
    layout.purpose === "inventory" ||
    VARIANT_COLUMNS.some((column) => layout.columns.has(column)) ||
    layout.attributes.some(({ ofVariant }) => ofVariant);
  if (!isAboutVariants) return [];
  return (rows.length === 1 ? rows : rows.filter((row) => isVariant(row) || changesVariant(row))).flatMap(draftOf);
}

const changesVariant = (row: ImportRow) =>
  [row.quantity, row.compareAt, row.grams, row.requiresShipping, row.taxable].some((value) => value !== null) ||
  row.barcode !== "" ||
  row.attributes.some(({ ofVariant }) => ofVariant);

interface VariantContext extends Context {
  readonly first: ImportRow;
  readonly optionNames: readonly string[];
}

function readVariant(row: ImportRow, { first, optionNames, layout, refuse }: VariantContext): VariantDraft | null {
  const values = row.optionValues;
  const isWhole = layout.purpose === "products";
  // In an update the values only find the variant. The value of "no choice" finds the only one.
  const options = isWhole
    ? values
        .slice(0, optionNames.length)
        .map((value, at) => value || (optionNames[at] === NO_CHOICE.name ? NO_CHOICE.value : ""))
    : values.filter((value) => value !== "" && value !== NO_CHOICE.value);
  const empty = options.indexOf("");
  if (empty >= 0) {
    const reason = importText("reason.optionValue", { option: optionNames[empty] ?? "" });
    refuse(row, VALUES[empty] ?? null, { reason, remedy: importText("remedy.optionValue") });
    return null;
  }
  const surplus = isWhole
    ? values.findIndex((value, index) => index >= optionNames.length && !NOTHING.test(value || "-"))
    : -1;
  if (surplus >= 0 && values[surplus] !== NO_CHOICE.value) {
    const reason = importText("reason.optionUnnamed");
    const value = values[surplus] ?? "";
    refuse(row, VALUES[surplus] ?? null, { value, reason, remedy: importText("remedy.optionUnnamed") });
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
    tracked: row.tracked,
    backorder: row.backorder,
    barcode: row.barcode || null,
    quantity: row.quantity,
    image: row.variantImage || null,
    attributes: attributesOf(row, first),
  };
}

/** The attributes of a variant. In a later row, a product's attribute with another value is the variant's. */
function attributesOf(row: ImportRow, first: ImportRow): Record<string, string> {
  const isOwn = ({ name, value, ofVariant }: ImportRow["attributes"][number]) =>
    ofVariant ||
    (row !== first && !first.attributes.some((attribute) => attribute.name === name && attribute.value === value));
  return Object.fromEntries(row.attributes.filter(isOwn).map(({ name, value }) => [name, value]));
}

/**
 * Two variants of a product must not have the same values: no one could choose between them. A row that repeats a variant,
 * as some exports do beside each picture, is left out; one that contradicts it is an error.
 */
function withoutRepeats(drafts: readonly VariantDraft[], rows: Rows, { refuse, report }: Context): VariantDraft[] {
  const kept = new Map<string, VariantDraft>();
  for (const draft of drafts) {
    const key = JSON.stringify(draft.options);
    const earlier = kept.get(key);
    if (!earlier) {
      kept.set(key, draft);
      continue;
    }
    const first = String(earlier.line);
    const variant = draft.options.join(" / ");
    const reason =
      draft.options.length === 0
        ? importText("reason.secondVariant", { first })
        : importText("reason.variantTwice", { variant, first });
    const same =
      (draft.sku === null || draft.sku === earlier.sku) &&
      (draft.priceMinor === null || draft.priceMinor === earlier.priceMinor);
    const row = rows.find(({ line }) => line === draft.line);
    if (same) {
      const remedy = importText("remedy.firstRow", { line: first });
      report({
        kind: "warning",
        line: draft.line,
        column: COLUMNS.option1Value,
        value: variant || null,
        reason,
        remedy,
      });
    } else if (row) refuse(row, "option1Value", { value: variant, reason, remedy: importText("remedy.variantTwice") });
  }
  return [...kept.values()];
}
