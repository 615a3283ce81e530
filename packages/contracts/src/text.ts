import { z } from "zod";
import { problem } from "./field-problem.ts";

/** Characters that show nothing: controls, spaces, marks without a letter, and letters and symbols that are blank. */
const BLANK = /[\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** Whether a text shows anything. */
export const isVisible = (text: string): boolean => text.replaceAll(BLANK, "") !== "";

/** A line of typed text, or none: trimmed, without control characters or lone surrogates, and not blank. */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
    .regex(/^[^\u0000-\u001f\u007f]*$/)
    .refine(isStorable, problem("characters"))
    .refine((text) => text === "" || isVisible(text), problem("characters"));

/** {@link optionalLine} with something in it. */
export const line = (max: number) => optionalLine(max).min(1);

/** Whether a text can be stored: PostgreSQL accepts no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** Whether every text in a value, at any depth, can be stored. Whoever read the value has bounded its depth. */
export function isAllStorable(value: unknown): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, part]) => isStorable(key) && isAllStorable(part));
}
