import type { StockCount } from "@cartwright/contracts/admin-products";
import type { ProductId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { z } from "zod";
import { setOnHand } from "./set-on-hand.ts";
import { insertMissingStock, lockStock } from "./stock.sql.ts";

export interface CountedRow {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly count: z.infer<typeof StockCount>;
}

/** Why a count cannot be taken: sold or counted meanwhile, or less than open orders reserve. */
export interface RefusedCount {
  readonly variantId: VariantId;
  readonly reason: "stale_write" | "invalid_input";
  readonly message: string;
}

/**
 * Locks the stock of variants and compares it with what was counted. Returns what is refused; the rest may be set by
 * {@link setCounts} in the same transaction.
 */
export async function checkCounts(tx: Tx, rows: readonly CountedRow[]): Promise<RefusedCount[]> {
  if (rows.length === 0) return [];
  const t = getTranslations("errorDetails");
  await insertMissingStock(tx, rows);
  const stock = await lockStock(
    tx,
    rows.map(({ variantId }) => variantId),
  );
  return rows.flatMap(({ variantId, count }): RefusedCount[] => {
    const row = stock.get(variantId);
    if (!row) throw new Error(`stock row vanished: ${variantId}`);
    if (row.onHand !== count.seen)
      return [{ variantId, reason: "stale_write", message: t("stockChanged", { count: row.onHand }) }];
    if (row.policy === "tracked" && count.to < row.reserved)
      return [{ variantId, reason: "invalid_input", message: t("stockReserved", { count: row.reserved }) }];
    return [];
  });
}

/** Sets counts that {@link checkCounts} found right, as adjustments with their reason. */
export async function setCounts(
  tx: Tx,
  rows: readonly CountedRow[],
  cause: { readonly actorId: UserId; readonly note: string },
): Promise<void> {
  await setOnHand(
    tx,
    rows.map(({ productId, variantId, count }) => ({ productId, variantId, onHand: count.to })),
    { reason: "adjustment", ...cause },
  );
}
