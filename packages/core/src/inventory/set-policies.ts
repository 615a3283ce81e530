import { isDeepStrictEqual } from "node:util";
import type { ProductId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { announceSteps, type StockStep } from "./announce-stock.ts";
import {
  applyDeltas,
  insertMissingStock,
  lockStock,
  type Movement,
  type StockRow,
  updatePolicies,
} from "./stock.sql.ts";

const ROWS_MAX = 5_000;

export interface PolicyRow {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly policy: StockPolicy;
  /** Working days until a backordered unit ships. Left as it is when absent. */
  readonly backorderDays?: number;
}

export interface ChangedPolicies {
  /** The stock of each variant before and after, changed or not. */
  readonly steps: readonly StockStep[];
  /** Those whose policy or days have changed. */
  readonly changed: readonly StockStep[];
  /** Variants whose count was raised, because a file made them `tracked` below what open orders hold. */
  readonly raised: readonly VariantId[];
}

/** The fewest units on hand that a policy allows. */
function leastOnHand(row: StockRow, policy: StockPolicy): number {
  if (row.policy === policy) return -Infinity;
  if (policy === "tracked") return row.reserved;
  // What an untracked variant sold was never counted, so none of it is owed.
  return row.policy === "untracked" && policy === "backorder" ? 0 : -Infinity;
}

/**
 * Changes stock policies, and creates missing rows (with nothing on hand). It takes the same locks as a reservation, so open
 * orders keep what they hold, and each later one is decided by one policy.
 *
 * Every change is allowed but one: a variant becomes `tracked` only when its count covers what open orders hold. An
 * `adjustment` below that is refused (`invalid_input`), so set the count first; a file (`initial`, `import`) raises the count,
 * with a movement. A negative count ends when an `untracked` variant goes on backorder. At most 5,000 rows per call; of a
 * variant named twice the last row counts.
 */
export async function setPolicies(
  tx: Tx,
  rows: readonly PolicyRow[],
  cause: { readonly reason: "initial" | "import" | "adjustment"; readonly actorId?: UserId; readonly note?: string },
): Promise<ChangedPolicies> {
  if (rows.length === 0) return { steps: [], changed: [], raised: [] };
  if (rows.length > ROWS_MAX) throw new AppError("too_large");
  const wanted = new Map(rows.map((row) => [row.variantId, row]));
  await insertMissingStock(tx, [...wanted.values()]);
  const stock = await lockStock(tx, [...wanted.keys()]);
  const steps: StockStep[] = [];
  const movements: Movement[] = [];
  for (const { variantId, policy, backorderDays } of wanted.values()) {
    const before = stock.get(variantId);
    if (!before) throw new Error(`stock row vanished: ${variantId}`);
    const days = backorderDays ?? before.backorderDays;
    const onHand = Math.max(before.onHand, leastOnHand(before, policy));
    if (onHand !== before.onHand) {
      if (cause.reason === "adjustment" && policy === "tracked") throw countFirst(before);
      movements.push({
        variantId,
        onHandDelta: onHand - before.onHand,
        reservedDelta: 0,
        reason: cause.reason,
        orderId: null,
        actorId: cause.actorId ?? null,
        note: cause.note ?? null,
      });
    }
    steps.push({ before, after: { ...before, policy, backorderDays: days, onHand } });
  }
  const changed = steps.filter(({ before, after }) => !isDeepStrictEqual(before, after));
  // Counts before policies: the table checks every row as it is written.
  await applyDeltas(tx, movements, movements);
  await updatePolicies(
    tx,
    changed.map(({ after }) => after),
  );
  await announceSteps(tx, changed);
  const toTracked = new Set(
    changed.filter(({ after }) => after.policy === "tracked").map(({ after }) => after.variantId),
  );
  return { steps, changed, raised: movements.map(({ variantId }) => variantId).filter((id) => toTracked.has(id)) };
}

function countFirst({ onHand, reserved }: StockRow): AppError {
  return new AppError("invalid_input", {
    message: getTranslations("errorDetails")("countBeforeTracking", { onHand, reserved }),
    fields: { policy: getTranslations("fieldProblems")("policyCount", { min: reserved }) },
  });
}
