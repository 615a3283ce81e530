import type { Product, Variant } from "@cartwright/contracts/catalog";

/** Option name to the chosen value. */
export type Choice = Readonly<Record<string, string>>;

/** The variant that the page opens with: the first that can be bought, else the first. */
export function firstChoice(variants: readonly Variant[]): Variant | undefined {
  return variants.find((variant) => variant.available > 0) ?? variants[0];
}

/** The variant with exactly these values. */
export function variantOf(variants: readonly Variant[], choice: Choice): Variant | undefined {
  return variants.find((variant) => Object.entries(choice).every(([name, value]) => variant.options[name] === value));
}

/**
 * The choice after a click on one value. If no variant has it together with the rest of the choice, the rest gives way to
 * the first variant with that value, preferably one in stock: a click never leads nowhere.
 */
export function choose(variants: readonly Variant[], choice: Choice, picked: { name: string; value: string }): Choice {
  const wanted = { ...choice, [picked.name]: picked.value };
  if (variantOf(variants, wanted)) return wanted;
  const others = variants.filter((variant) => variant.options[picked.name] === picked.value);
  return firstChoice(others)?.options ?? choice;
}

/** What a value of an option stands for under the rest of the choice: `none` if no variant has it, `sold_out` if it is gone. */
export function valueState(
  variants: readonly Variant[],
  choice: Choice,
  { name, value }: { name: string; value: string },
): "available" | "sold_out" | "none" {
  const variant = variantOf(variants, { ...choice, [name]: value });
  if (variant) return variant.available > 0 ? "available" : "sold_out";
  return variants.some((each) => each.options[name] === value) ? "available" : "none";
}

/** Whether the product has options to choose from; an only variant called by its default title has none. */
export function hasOptions(product: Pick<Product, "options" | "variants">): boolean {
  return product.options.some((option) => option.values.length > 1) || product.variants.length > 1;
}
