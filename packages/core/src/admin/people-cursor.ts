import type { Cursor } from "@cartwright/contracts/paging";
import { z } from "zod";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import type { PeoplePosition } from "./people.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

/** Where a page of people begins. Throws `invalid_input` for a cursor of another list. */
export function readPosition(cursor: z.infer<typeof Cursor> | undefined): PeoplePosition | null {
  if (cursor === undefined) return null;
  const [createdUs, id] = decodeCursor(cursor, Position);
  return { createdUs, id };
}

/** A page of people. */
export const toPeoplePage = <Row extends { readonly created_us: number; readonly id: string }>(
  rows: readonly Row[],
  limit: number,
) => toPage(rows, limit, ({ created_us, id }) => [created_us, id]);
