import type { AdminListStock, AdminStockPage } from "@cartwright/contracts/admin-products";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import { selectStockList } from "./stock.sql.ts";

const Position = z.tuple([z.int(), z.uuid()]);

/**
 * Stock by variant, least available first, of variants for sale or of discontinued ones. Throws `invalid_input` for a
 * cursor of another list.
 */
export async function listStockForStaff(
  db: Db,
  input: z.output<typeof AdminListStock>,
): Promise<z.infer<typeof AdminStockPage>> {
  const [available, variantId] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectStockList(db, {
    query: input.query || null,
    low: input.low ?? false,
    retired: input.retired ?? false,
    after: available !== undefined && variantId ? { available, variantId } : null,
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.available, last.variantId]) : null,
  };
}
