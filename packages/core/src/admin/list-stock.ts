import type { AdminListStock, AdminStockPage } from "@cartwright/contracts/admin-products";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { oversoldOf } from "../inventory/availability.ts";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { readSearchQuery } from "../search/read-query.ts";
import { selectStockList } from "./stock.sql.ts";

const Position = z.tuple([z.int(), z.uuid()]);

/**
 * Stock by variant, least available first and variants that are not counted last, of variants for sale or of discontinued ones. Throws `invalid_input` for a
 * cursor of another list.
 */
export async function listStockForStaff(
  db: Db,
  input: z.output<typeof AdminListStock>,
): Promise<z.infer<typeof AdminStockPage>> {
  const [rank, variantId] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectStockList(db, {
    query: input.query ? { sku: input.query, title: await readSearchQuery(db, input.query) } : null,
    low: input.low ?? false,
    retired: input.retired ?? false,
    policy: input.policy ?? null,
    after: rank !== undefined && variantId ? { rank, variantId } : null,
    limit: input.limit + 1,
  });
  const { shown: items, nextCursor } = toPage(rows, input.limit, (last) => [last.rank, last.variantId]);
  return {
    items: items.map(({ rank: _rank, ...row }) => Object.assign(row, { oversold: oversoldOf(row) })),
    nextCursor,
  };
}
