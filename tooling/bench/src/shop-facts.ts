import type { Pool } from "pg";

/**
 * Restocks everything to a million, so that no benchmark sells out. Returns variants that can be ordered: those of the demo
 * range, without the copies that a filled shop has besides. So every shop sells the same goods, and what an order costs more
 * on a filled one is due to what is stored there.
 */
export async function stockUp(pool: Pool): Promise<readonly string[]> {
  await pool.query("update inventory.stock set on_hand = greatest(on_hand, 1000000), updated_at = now()");
  const { rows } = await pool.query<{ id: string }>(
    `select variant.id from catalog.variants as variant join catalog.products as product on product.id = variant.product_id
      join inventory.stock as stock on stock.variant_id = variant.id
      where product.status = 'active' and variant.status = 'active' and variant.requires_shipping and variant.sku not like 'copy-%'
      order by variant.id limit 200`,
  );
  if (rows.length < 2) throw new Error("the shop has nothing to sell");
  return rows.map(({ id }) => id);
}

/** Sets the stock of one variant to this many units, with none reserved. */
export async function stockExactly(pool: Pool, variantId: string, onHand: number): Promise<void> {
  await pool.query("update inventory.stock set on_hand = $2 + reserved, updated_at = now() where variant_id = $1", [
    variantId,
    onHand,
  ]);
}

export interface StockFacts {
  readonly onHand: number;
  readonly reserved: number;
  /** Units in orders that were confirmed since `since`. */
  readonly sold: number;
}

export async function readStock(pool: Pool, variantId: string, since: Date): Promise<StockFacts> {
  const { rows } = await pool.query<StockFacts>(
    `select stock.on_hand as "onHand", stock.reserved,
      (select coalesce(sum(line.quantity), 0)::int from orders.order_lines as line
        join orders.orders as placed on placed.id = line.order_id
        where line.variant_id = stock.variant_id and placed.status = 'confirmed' and placed.created_at >= $2) as sold
      from inventory.stock as stock where stock.variant_id = $1`,
    [variantId, since],
  );
  const [facts] = rows;
  if (!facts) throw new Error("the variant has no stock row");
  return facts;
}

/** Slugs to read: leaf categories and products that are on sale. */
export async function readSlugs(pool: Pool): Promise<{ categories: readonly string[]; products: readonly string[] }> {
  const categories = await pool.query<{ slug: string }>("select slug from catalog.categories order by slug limit 8");
  const products = await pool.query<{ slug: string }>(
    "select slug from catalog.products where status = 'active' order by slug limit 40",
  );
  return { categories: categories.rows.map(({ slug }) => slug), products: products.rows.map(({ slug }) => slug) };
}
