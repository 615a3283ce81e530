import { Cursor } from "@cartwright/contracts/paging";
import type { z } from "zod";
import { AppError } from "./app-error.ts";

/** Packs the last row's sort values into an opaque cursor. */
export function encodeCursor(values: readonly (string | number | boolean | null)[]): z.infer<typeof Cursor> {
  return Cursor.parse(Buffer.from(JSON.stringify(values)).toString("base64url"));
}

/** Unpacks a cursor by the shape that its list expects; anything else is `invalid_input`. */
export function decodeCursor<T>(cursor: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("invalid_input", { message: "This list has moved on. Start again from its first page.", cause });
  }
}
