/** Garment sizes from small to large; everything else sorts naturally (2 before 10). */
const SIZES = ["xxs", "xs", "s", "small", "m", "medium", "l", "large", "xl", "xxl", "xxxl"];
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Compares two values of one option for display. */
export function compareOptionValues(a: string, b: string): number {
  const sizeA = SIZES.indexOf(a.toLowerCase());
  const sizeB = SIZES.indexOf(b.toLowerCase());
  if (sizeA >= 0 && sizeB >= 0) return sizeA - sizeB;
  return collator.compare(a, b);
}
