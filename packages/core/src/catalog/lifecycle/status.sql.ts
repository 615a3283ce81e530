import type { ProductAt } from "@cartwright/contracts/product-acts";
import type { ProductId } from "@cartwright/contracts/ids";
import type { ProductStatus } from "@cartwright/contracts/product-status";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

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
