import type { AdminBulkRow } from "@cartwright/contracts/product-bulk";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** The variants for sale of products, in the order in which these are given. */
export async function selectBulkRows(db: Db, ids: readonly ProductId[], limit: number): Promise<AdminBulkRow[]> {
  const { rows } = await sql<AdminBulkRow>`
    select v.id as "variantId", p.id as "productId", p.version, p.title, v.title as "variantTitle", v.currency,
      v.price_minor as "priceMinor", v.compare_at_minor as "compareAtMinor", v.sku, v.barcode, v.weight_grams as "weightGrams",
      coalesce(s.on_hand, 0) as "onHand", coalesce(s.reserved, 0) as reserved, coalesce(s.policy, 'tracked') as policy
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    join catalog.products p on p.id = wanted.id
    join catalog.variants v on v.product_id = p.id and v.status = 'active'
    left join inventory.stock s on s.variant_id = v.id
    order by wanted.place, v.position, v.id limit ${limit}`.execute(db);
  return rows;
}
