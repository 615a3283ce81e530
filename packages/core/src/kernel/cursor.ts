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
