import { z } from "zod";
import { problem } from "./field-problem.ts";

/** A line of typed text: trimmed, without control characters or lone surrogates. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
    .regex(/^[^\u0000-\u001f\u007f]*$/)
    .refine(isStorable, problem("characters"));

/** Whether a text can be stored: PostgreSQL accepts no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** A text without what {@link isStorable} refuses: NUL, and a lone surrogate, which a cut may leave. */
export const toStorable = (text: string): string => text.replaceAll("\0", "").toWellFormed();
