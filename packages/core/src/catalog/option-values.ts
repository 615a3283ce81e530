/** Separates an option's name from its value in `products.option_values`. Neither may contain it. */
const SEPARATOR = "\u001f";

/** The form in which the list's index holds an option's value. */
export const packOption = (name: string, value: string): string => `${name}${SEPARATOR}${value}`;

/** The reverse of {@link packOption}. */
export function unpackOption(packed: string): { readonly name: string; readonly value: string } {
  const at = packed.indexOf(SEPARATOR);
  return { name: packed.slice(0, at), value: packed.slice(at + 1) };
}
