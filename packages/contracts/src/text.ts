import { z } from "zod";
import { problem } from "./field-problem.ts";

/** A line of typed text, or none: trimmed, without control characters or lone surrogates. */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
    .regex(/^[^\u0000-\u001f\u007f]*$/)
    .refine(isStorable, problem("characters"));

/** {@link optionalLine} with something in it. */
export const line = (max: number) => optionalLine(max).min(1);

/** Whether a text can be stored: PostgreSQL accepts no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** A text without what {@link isStorable} refuses: NUL, and a lone surrogate, which a cut may leave. */
export const toStorable = (text: string): string => text.replaceAll("\0", "").toWellFormed();
