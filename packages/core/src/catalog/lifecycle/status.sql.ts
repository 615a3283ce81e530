import type { ProductAt } from "@cartwright/contracts/product-acts";
import type { ProductId } from "@cartwright/contracts/ids";
import type { ProductStatus } from "@cartwright/contracts/product-status";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface LockedProduct {
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
  readonly status: ProductStatus;
  readonly version: number;
}

/** Locks products by ascending id, like every lock on this table. Returns those that exist. */
export async function lockWithStatus(tx: Tx, productIds: readonly ProductId[]): Promise<LockedProduct[]> {
  const { rows } = await sql<LockedProduct>`
    select id, slug, title, status, version from catalog.products where id = any(${productIds}::uuid[])
    order by id for update`.execute(tx);
  return rows;
}

/** Gives products a status, and each its next version. They are locked, and in another status. */
export async function updateStatus(
  tx: Tx,
  products: readonly ProductAt[],
  status: ProductStatus,
): Promise<{ readonly id: ProductId; readonly version: number }[]> {
  const { rows } = await sql<{ id: ProductId; version: number }>`
    update catalog.products p set status = ${status}, version = p.version + 1, updated_at = now()
    from unnest(${products.map(({ productId }) => productId)}::uuid[], ${products.map(({ version }) => version)}::int[]) as given (id, version)
    where p.id = given.id and p.version = given.version
    returning p.id, p.version`.execute(tx);
  return rows;
}
