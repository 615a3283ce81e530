import type { CategoryId, ProductId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** The products of a category, at most `limit`, locked by ascending id as everywhere. */
export async function lockProductsOf(tx: Tx, id: CategoryId, limit: number): Promise<ProductId[]> {
  const { rows } = await sql<{ id: ProductId }>`
    select id from catalog.products where category_id = ${id} order by id limit ${limit} for update`.execute(tx);
  return rows.map((row) => row.id);
}

/** Moves locked products to another category. */
export async function updateCategoryOf(tx: Tx, productIds: readonly ProductId[], to: CategoryId): Promise<void> {
  await sql`
    update catalog.products set category_id = ${to}, version = version + 1, updated_at = now()
    where id = any(${productIds}::uuid[])`.execute(tx);
}
