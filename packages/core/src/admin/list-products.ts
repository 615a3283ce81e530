import type { AdminListProducts, AdminProductPage } from "@cartwright/contracts/admin-products";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { pictureUrl } from "../catalog/picture.ts";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import { readSearchQuery } from "../search/read-query.ts";
import { type ProductListRow, selectProductList } from "./products.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

const toRow = (row: ProductListRow) => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  status: row.status,
  category: row.category,
  imageUrl: row.image_key === null ? null : pictureUrl(row.image_key, 320),
  priceMinor: row.price_min_minor,
  priceMaxMinor: row.price_max_minor,
  currency: row.currency,
  variantCount: row.variant_count,
  available: row.available,
  lowStock: row.low,
  sellsWithoutStock: row.unlimited,
  updatedAt: row.updated_at.toISOString(),
});

/** Products for the back office, last changed first. Throws `invalid_input` for a cursor of another list. */
export async function listProductsForStaff(
  db: Db,
  input: z.output<typeof AdminListProducts>,
): Promise<z.infer<typeof AdminProductPage>> {
  const [updatedUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const search = input.query ? await readSearchQuery(db, input.query) : null;
  if (input.query && search === null) return { items: [], nextCursor: null };
  const rows = await selectProductList(db, {
    search,
    category: input.category ?? null,
    statuses: input.status ?? [],
    lowStock: input.lowStock ?? false,
    before: updatedUs !== undefined && id ? { updatedUs, id } : null,
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  return {
    items: items.map(toRow),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.updated_us, last.id]) : null,
  };
}
