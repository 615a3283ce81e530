import type { Cursor } from "@cartwright/contracts/paging";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import type { PeoplePosition, PersonRow } from "./people.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

/** Where a page of people begins. Throws `invalid_input` for a cursor of another list. */
export function readPosition(cursor: z.infer<typeof Cursor> | undefined): PeoplePosition | null {
  if (cursor === undefined) return null;
  const [createdUs, id] = decodeCursor(cursor, Position);
  return { createdUs, id };
}

/** Drops the extra row that was read to know whether there are more. */
export function toPage<Row extends PersonRow>(rows: readonly Row[], limit: number) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, nextCursor: rows.length > limit && last ? encodeCursor([last.created_us, last.id]) : null };
}
