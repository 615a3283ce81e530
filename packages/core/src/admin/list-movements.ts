import type { AdminListMovements, AdminMovementPage } from "@cartwright/contracts/admin-products";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { selectMovements } from "./stock.sql.ts";

const Position = z.tuple([z.int().min(0)]);

/** The stock movements of one variant, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listMovements(
  db: Db,
  input: z.output<typeof AdminListMovements>,
): Promise<z.infer<typeof AdminMovementPage>> {
  const [beforeId] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectMovements(db, input.variantId, { beforeId: beforeId ?? null, limit: input.limit + 1 });
  const { shown: items, nextCursor } = toPage(rows, input.limit, (last) => [last.id]);
  return {
    items: items.map(({ at, ...row }) => Object.assign(row, { at: at.toISOString() })),
    nextCursor,
  };
}
