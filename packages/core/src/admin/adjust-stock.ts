import type { AdjustedStock, StockChange } from "@cartwright/contracts/admin-products";
import type { VariantId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { adjustOnHand } from "../inventory/adjust-on-hand.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { auditOf, type StaffAct } from "./staff-act.ts";
import { selectProductOfVariant } from "./stock.sql.ts";

/**
 * Corrects the stock of a variant with a reason, which is recorded with the movement and in the audit log. Throws
 * `not_found`, `stale_write` (sold or counted meanwhile) and `invalid_input` (less than open orders reserve).
 */
export async function adjustStockAsStaff(
  deps: Deps,
  { variantId, change }: { readonly variantId: VariantId; readonly change: StockChange },
  act: StaffAct,
): Promise<AdjustedStock> {
  const { after } = await inTransaction(deps.db, async (tx) => {
    const productId = await selectProductOfVariant(tx, variantId);
    if (!productId) throw new AppError("not_found");
    const cause = { actorId: act.actor.userId, note: act.reason };
    const adjusted = await adjustOnHand(tx, { productId, variantId, change }, cause);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "inventory.adjust",
      subject: { kind: "variant", id: variantId },
      before: { onHand: adjusted.before.onHand },
      after: { onHand: adjusted.after.onHand },
    });
    return adjusted;
  });
  deps.nudgeRelay();
  return { variantId, onHand: after.onHand, reserved: after.reserved, policy: after.policy };
}
