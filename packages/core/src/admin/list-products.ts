import type { AdminListProducts, AdminProductPage } from "@cartwright/contracts/admin-products";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { pictureUrl } from "../catalog/picture.ts";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { readSearchQuery } from "../search/read-query.ts";
import { type ProductListRow, selectProductList } from "./products.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

const toRow = (row: ProductListRow) => ({
  id: row.id,
  slug: row.slug,
  version: row.version,
  title: row.title,
  status: row.status,
  publishAt: row.publish_at?.toISOString() ?? null,
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
  const { shown: items, nextCursor } = toPage(rows, input.limit, (last) => [last.updated_us, last.id]);
  return {
    items: items.map(toRow),
    nextCursor,
  };
}
