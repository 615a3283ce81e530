import type { ProductId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { announceStock } from "./announce-stock.ts";
import { applyDeltas, insertMissingStock, lockStock, type Movement } from "./stock.sql.ts";

const ROWS_MAX = 5_000;

export interface OnHandRow {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  /** The units on hand, as counted now. */
  readonly onHand: number;
}

/**
 * Sets the units on hand and creates missing rows. Open orders keep their reserved stock: of a tracked variant an
 * `adjustment` below it is refused (`invalid_input`), while a file (`initial`, `import`) is applied as far as possible and the variants that stayed
 * higher are returned. At most 5,000 rows per call; of a variant named twice the last row counts.
 */
export async function setOnHand(
  tx: Tx,
  rows: readonly OnHandRow[],
  cause: { readonly reason: "initial" | "import" | "adjustment"; readonly actorId?: UserId; readonly note?: string },
): Promise<{ readonly kept: VariantId[] }> {
  if (rows.length === 0) return { kept: [] };
  if (rows.length > ROWS_MAX) throw new AppError("too_large");
  const wanted = new Map(rows.map((row) => [row.variantId, row]));
  await insertMissingStock(tx, [...wanted.values()]);
  const before = await lockStock(tx, [...wanted.keys()]);
  const kept: VariantId[] = [];
  const movements: Movement[] = [];
  for (const { variantId, onHand } of wanted.values()) {
    const row = before.get(variantId);
    if (!row) throw new Error(`stock row vanished: ${variantId}`);
    // Only a tracked variant must have what open orders hold.
    const least = row.policy === "tracked" ? row.reserved : -Infinity;
    if (onHand < least) {
      if (cause.reason === "adjustment") {
        throw new AppError("invalid_input", {
          message: getTranslations("errorDetails")("stockReserved", { count: row.reserved }),
          fields: { onHand: getTranslations("fieldProblems")("number.small", { min: row.reserved }) },
        });
      }
      kept.push(variantId);
    }
    const onHandDelta = Math.max(onHand, least) - row.onHand;
    if (onHandDelta === 0) continue;
    movements.push({
      variantId,
      onHandDelta,
      reservedDelta: 0,
      reason: cause.reason,
      orderId: null,
      actorId: cause.actorId ?? null,
      note: cause.note ?? null,
    });
  }
  await applyDeltas(tx, movements, movements);
  await announceStock(tx, before, movements);
  return { kept };
}
