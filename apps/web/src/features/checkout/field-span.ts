import type { AddressField } from "@cartwright/contracts/address-rules";

const SHORT: ReadonlySet<AddressField> = new Set(["city", "region", "postalCode"]);

/** The width of a field: town, region and postcode share a line as far as they follow each other. */
export function fieldSpan(fields: readonly { readonly name: AddressField }[], index: number): string {
  const isShort = (at: number) => SHORT.has(fields[at]?.name ?? "name");
  if (!isShort(index)) return "sm:col-span-6";
  let [first, last] = [index, index];
  while (isShort(first - 1)) first -= 1;
  while (isShort(last + 1)) last += 1;
  const count = last - first + 1;
  if (count === 3) return "sm:col-span-2";
  if (count === 1) return "sm:col-span-3";
  const hasPostalCode = fields[first]?.name === "postalCode" || fields[last]?.name === "postalCode";
  if (!hasPostalCode) return "sm:col-span-3";
  return fields[index]?.name === "postalCode" ? "sm:col-span-2" : "sm:col-span-4";
}
