import type { Specification } from "@cartwright/contracts/catalog";
import { getTranslations } from "@cartwright/messages/get-translations";
import { rankOf, readAttributeName } from "./attribute-name.ts";
import { readAttributeValue } from "./attribute-value.ts";

type Attributes = Readonly<Record<string, string>>;

export interface DescribedProduct {
  readonly attributes: Attributes;
  /** The names of its options, whose values are chosen elsewhere on the page. */
  readonly options: readonly string[];
  readonly variants: readonly {
    readonly attributes: Attributes;
    readonly weightGrams: number;
    readonly requiresShipping: boolean;
  }[];
}

const ROWS_MAX = 20;
/** Variants that differ in more values than this have no common one. */
const VALUES_MAX = 4;

const GOOGLE_LABELS = {
  gender: "gender",
  "age group": "ageGroup",
  condition: "condition",
  mpn: "mpn",
} as const;
const isGoogleLabel = (label: string): label is keyof typeof GOOGLE_LABELS => Object.hasOwn(GOOGLE_LABELS, label);

function describe(name: string, value: string): Specification | null {
  const named = readAttributeName(name);
  if (!named) return null;
  const { kind, label } = named;
  // Google's values are codes: `adult`, `new`. A part number is none.
  const text = readAttributeValue(value, kind === "standard" || (kind === "google" && label !== "mpn"));
  if (text === null) return null;
  if (kind !== "google" || !isGoogleLabel(label)) return { name: label, value: text };
  // Everything is new unless it says otherwise.
  if (label === "condition" && text.toLowerCase() === "new") return null;
  return { name: getTranslations("specifications")(GOOGLE_LABELS[label]), value: text };
}

/** The weight of one unit, as a range where variants differ. Nothing for goods that are not shipped, or that were not weighed. */
function weightOf(variants: DescribedProduct["variants"]): Specification[] {
  const grams = variants.filter((variant) => variant.requiresShipping).map(({ weightGrams }) => weightGrams);
  if (grams.length === 0 || grams.includes(0)) return [];
  const [min, max] = [Math.min(...grams), Math.max(...grams)];
  const t = getTranslations("specifications");
  const isKilos = min >= 1_000;
  const amount = (value: number) => Number((isKilos ? value / 1_000 : value).toFixed(2));
  const values = { min: amount(min), max: amount(max) };
  const value = isKilos
    ? t(min === max ? "kilograms" : "kilogramRange", values)
    : t(min === max ? "grams" : "gramRange", values);
  return [{ name: t("weight"), value }];
}

/** The attributes of the product, then those of its variants, each with every value that it has. */
function collect({ attributes, variants }: DescribedProduct): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const each of [attributes, ...variants.map((variant) => variant.attributes)])
    for (const [name, value] of Object.entries(each)) {
      const row = describe(name, value);
      if (row) found.set(row.name, (found.get(row.name) ?? new Set()).add(row.value));
    }
  return found;
}

/**
 * The specification table of a product, from the columns of product files that the shop has no field for, and the weight. Columns that
 * are for the merchant, and options that the page shows anyway, are left out. Empty when there is nothing to say.
 */
export function specificationsOf(product: DescribedProduct): Specification[] {
  const options = new Set(product.options.map((name) => name.toLowerCase()));
  const rows = [...collect(product)].flatMap(([name, values]) =>
    values.size > VALUES_MAX || options.has(name.toLowerCase()) ? [] : [{ name, value: [...values].join(", ") }],
  );
  const weight = rows.some(({ name }) => /weight/i.test(name)) ? [] : weightOf(product.variants);
  return [...rows, ...weight]
    .toSorted((a, b) => rankOf(a.name) - rankOf(b.name) || a.name.localeCompare(b.name, "en"))
    .slice(0, ROWS_MAX);
}
