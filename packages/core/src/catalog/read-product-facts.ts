import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** What other programs are told of a product. */
export interface ProductFact {
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
  readonly status: string;
}

/** Products by id. The map leaves out those that do not exist. */
export async function readProductFacts(
  db: Db | Tx,
  productIds: readonly ProductId[],
): Promise<Map<ProductId, ProductFact>> {
  if (productIds.length === 0) return new Map();
  const { rows } = await sql<ProductFact>`
    select id, slug, title, status from catalog.products where id = any(${productIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
