import { type AdminCreateCodes, BATCHES_MAX } from "@cartwright/contracts/promotions";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { countBatches, insertBatch, insertCodes, selectBatch } from "./codes.sql.ts";
import { drawCode } from "./draw-code.ts";
import { lockPromotion } from "./edits.sql.ts";

/** Codes in one statement. */
const CHUNK = 1_000;
/** A drawn code exists already once in 10^17 / the number of codes, so one more round is plenty. */
const ROUNDS_MAX = 20;

/**
 * Creates a batch of codes that each work once. Idempotent by the batch's id: false when it exists already. Throws `not_found`,
 * `illegal_transition` (archived, or not a promotion by single-use codes), `idempotency_conflict` (the id is that of another
 * batch) and `invalid_input` (too many batches). The caller audits it.
 */
export async function createCodes(tx: Tx, input: AdminCreateCodes): Promise<boolean> {
  const { promotionId, batchId, count, prefix } = input;
  const promotion = await lockPromotion(tx, promotionId);
  if (!promotion) throw new AppError("not_found");
  const known = await selectBatch(tx, batchId);
  if (known) {
    const isSame = known.promotionId === promotionId && known.size === count && known.prefix === prefix;
    if (!isSame) throw new AppError("idempotency_conflict");
    return false;
  }
  if (!promotion.active || promotion.values.method !== "codes") throw new AppError("illegal_transition");
  if ((await countBatches(tx, promotionId)) >= BATCHES_MAX)
    throw new AppError("invalid_input", {
      message: getTranslations("errorDetails")("codeBatchesMax", { max: BATCHES_MAX }),
    });
  const batch = { id: batchId, promotionId, prefix, size: count };
  await insertBatch(tx, batch);
  let left = count;
  for (let round = 0; left > 0 && round < ROUNDS_MAX; round += 1) {
    left -= await insertCodes(
      tx,
      batch,
      Array.from({ length: Math.min(left, CHUNK) }, () => drawCode(prefix)),
    );
  }
  if (left > 0) throw new Error(`${left} codes of a batch could not be drawn`);
  return true;
}
