import type { ProductAt } from "@cartwright/contracts/product-acts";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Sets when a draft is published, and gives it its next version. Null for no date. It is locked. */
export async function updatePublication(tx: Tx, productId: ProductId, publishAt: Date | null): Promise<void> {
  await sql`
    update catalog.products set publish_at = ${publishAt}, version = version + 1, updated_at = now()
    where id = ${productId}`.execute(tx);
}

export interface DueProduct extends ProductAt {
  readonly publishAt: Date;
}

/** Locks drafts whose time has come, the longest waiting first. Leaves out those that someone is changing: they stay due. */
export async function lockDue(tx: Tx, limit: number): Promise<DueProduct[]> {
  const { rows } = await sql<DueProduct>`
    select id as "productId", version, publish_at as "publishAt" from catalog.products
    where publish_at <= now() order by publish_at, id limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

/** When a draft is published. Undefined when there is no such product. */
export async function selectPublication(tx: Tx, productId: ProductId): Promise<Date | null | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select publish_at as at from catalog.products where id = ${productId}`.execute(tx);
  return rows[0]?.at;
}
