import type { CollectionId, ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** In which of some collections each of some products is. Products that are in none are left out. */
export async function readMemberships(
  db: Db,
  productIds: readonly ProductId[],
  collectionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CollectionId[]>> {
  if (productIds.length === 0 || collectionIds.length === 0) return new Map();
  const { rows } = await sql<{ productId: ProductId; collectionIds: CollectionId[] }>`
    select product_id as "productId", array_agg(collection_id) as "collectionIds" from catalog.collection_products
    where product_id = any(${productIds}::uuid[]) and collection_id = any(${collectionIds}::uuid[]) group by product_id`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.productId, row.collectionIds]));
}
