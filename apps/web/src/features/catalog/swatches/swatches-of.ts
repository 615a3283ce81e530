import type { Product } from "@cartwright/contracts/catalog";
import { COLOR_OPTIONS } from "./color-names.ts";
import { fold, readColor } from "./read-color.ts";

/** The swatch of a colour value: one colour, two halves, or the picture of a variant in that colour. */
export type Swatch =
  | { readonly kind: "color"; readonly colors: readonly string[] }
  | { readonly kind: "picture"; readonly key: string };

/** Option name to value to swatch. */
export type Swatches = Readonly<Record<string, Readonly<Record<string, Swatch>>>>;

function swatchOf(variants: Product["variants"], name: string, value: string): Swatch | null {
  const colors = readColor(value);
  if (colors) return { kind: "color", colors };
  const key = variants.find(({ options, imageKey }) => options[name] === value && imageKey !== null)?.imageKey;
  return key ? { kind: "picture", key } : null;
}

/**
 * The swatches of a product's colours. An option with a value that has none stays as text, because a row of both cannot be compared.
 * Runs on the server: the table of names is larger than all that a page needs of it.
 */
export function swatchesOf({ options, variants }: Pick<Product, "options" | "variants">): Swatches {
  const all = options.flatMap(({ name, values }) => {
    if (!COLOR_OPTIONS.has(fold(name).replace(/^(?:product|frame|main) /, ""))) return [];
    const swatches = values.flatMap((value) => {
      const swatch = swatchOf(variants, name, value);
      return swatch ? [[value, swatch] as const] : [];
    });
    return swatches.length === values.length ? [[name, Object.fromEntries(swatches)] as const] : [];
  });
  return Object.fromEntries(all);
}
