import type { AdminPromotion, PromotionId } from "@cartwright/contracts/promotions";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { toPromotionRow } from "./list-promotions.ts";
import { selectBatches, selectPromotionDetail, selectUses } from "./promotions.sql.ts";

/** How many of its orders a promotion's page shows. */
const USES_MAX = 10;

/** A promotion with what it is for, what it earned and its codes. Throws `not_found`. */
export async function getPromotion(db: Db, id: PromotionId): Promise<AdminPromotion> {
  const [row, batches, uses] = await Promise.all([
    selectPromotionDetail(db, id),
    selectBatches(db, id),
    selectUses(db, id, USES_MAX),
  ]);
  if (!row) throw new AppError("not_found");
  const { version, minimumMinor, minimumQuantity, perCustomerLimit, combinable } = row;
  return {
    ...toPromotionRow(row),
    version,
    minimumMinor,
    minimumQuantity,
    perCustomerLimit,
    combinable,
    products: [...row.products],
    categories: [...row.categories],
    collections: [...row.collections],
    updatedAt: row.updatedAt.toISOString(),
    batches: batches.map(({ id: batchId, prefix, size, used, createdAt }) => {
      return { id: batchId, prefix, size, used, createdAt: createdAt.toISOString() };
    }),
    uses: uses.map(({ number, at, discountMinor, totalMinor }) => {
      return { number, at: at.toISOString(), discountMinor, totalMinor };
    }),
  };
}
