import type { PromotionId } from "@cartwright/contracts/promotions";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface Batch {
  readonly id: string;
  readonly promotionId: PromotionId;
  readonly prefix: string;
  readonly size: number;
}

/** The batch with an id, whatever its promotion. */
export async function selectBatch(db: Db | Tx, id: string): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    select id, promotion_id as "promotionId", prefix, size from promotions.code_batches where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function countBatches(tx: Tx, promotionId: PromotionId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from promotions.code_batches where promotion_id = ${promotionId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function insertBatch(tx: Tx, { id, promotionId, prefix, size }: Batch): Promise<void> {
  await sql`
    insert into promotions.code_batches (id, promotion_id, prefix, size)
    values (${id}, ${promotionId}, ${prefix}, ${size})`.execute(tx);
}

/** Writes codes of a batch, leaving out those that exist. Returns how many were written. */
export async function insertCodes(tx: Tx, batch: Batch, codes: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into promotions.codes (code, promotion_id, batch_id)
    select drawn.code, ${batch.promotionId}, ${batch.id} from unnest(${[...codes]}::text[]) as drawn (code)
    where not exists (select from promotions.promotions as promotion where promotion.code = drawn.code)
    on conflict (code) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
