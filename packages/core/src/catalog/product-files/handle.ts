import { toStorable } from "@cartwright/contracts/storable-text";
import { slugify } from "transliteration";

const HANDLE_MAX = 255;
const SLUG_MAX = 200;

/**
 * A handle as it is compared: a file's handle and the shop's name the same product when these are equal. Any script.
 */
export const handleKey = (text: string): string =>
  toStorable(text.normalize("NFC").trim().toLowerCase().slice(0, HANDLE_MAX));

/** A handle that is a slug already. */
export const isPlainHandle = (key: string): boolean => key.length <= SLUG_MAX && /^[a-z0-9][a-z0-9-]*$/.test(key);

/** A name in any script as part of a URL, in Latin letters: "crème brûlée" is "creme-brulee". Empty for signs only. */
export function slugOf(name: string): string {
  return slugify(name, { lowercase: true, separator: "-", trim: true })
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, SLUG_MAX)
    .replace(/-+$/, "");
}
