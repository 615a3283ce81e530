import { z } from "zod";

/** A line of text that a person types: trimmed, no control characters, and no half of a surrogate pair. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
    .regex(/^[^\u0000-\u001f\u007f]*$/, "must not contain control characters")
    .refine(isStorable, "use whole characters");

/** Whether a text can be kept and given back as it is: PostgreSQL takes no NUL, and no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** A text without what {@link isStorable} refuses: NUL, and half of a character, of which a cut may leave one. */
export const toStorable = (text: string): string => text.replaceAll("\0", "").toWellFormed();
