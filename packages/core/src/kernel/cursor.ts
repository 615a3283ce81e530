import { Cursor } from "@cartwright/contracts/paging";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { z } from "zod";
import { AppError } from "./app-error.ts";

/** Encodes the last row's sort values as an opaque cursor. */
export function encodeCursor(values: readonly (string | number | boolean | null)[]): z.infer<typeof Cursor> {
  return Cursor.parse(Buffer.from(JSON.stringify(values)).toString("base64url"));
}

/** Decodes a cursor of the expected shape. Anything else is `invalid_input`. */
export function decodeCursor<T>(cursor: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("invalid_input", { message: getTranslations("errorDetails")("listMoved"), cause });
  }
}

/** A page of a list: without the extra row that was read to know whether there are more, and where the next page begins. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (last: Row) => Parameters<typeof encodeCursor>[0],
): { readonly shown: readonly Row[]; readonly nextCursor: z.infer<typeof Cursor> | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : null };
}
