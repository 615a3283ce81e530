import type { AdjustedStock, AdminSetPolicy } from "@cartwright/contracts/admin-products";
import { inTransaction } from "@cartwright/db/transaction";
import { isDeepStrictEqual } from "node:util";
import { adjustOnHand } from "../inventory/adjust-on-hand.ts";
import { setPolicies } from "../inventory/set-policies.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { auditOf, type StaffAct } from "./staff-act.ts";
import { selectProductOfVariant } from "./stock.sql.ts";

type Counted = Awaited<ReturnType<typeof adjustOnHand>>["before"];

const shown = ({ policy, backorderDays, onHand }: Counted) => ({ policy, backorderDays, onHand });

/**
 * Changes the stock policy of a variant with a reason, after counting its stock if `count` is given: all of it or nothing.
 * Open orders keep what they hold. Throws `not_found`, `stale_write` (sold or counted meanwhile) and `invalid_input` (it
 * cannot be tracked, because open orders hold more than is on hand). Repeating it changes nothing.
 */
export async function setStockPolicyAsStaff(
  deps: Deps,
  { variantId, policy, backorderDays, count }: Omit<AdminSetPolicy, "reason">,
  act: StaffAct,
): Promise<AdjustedStock> {
  const now = await inTransaction(deps.db, async (tx) => {
    const productId = await selectProductOfVariant(tx, variantId);
    if (!productId) throw new AppError("not_found");
    const cause = { actorId: act.actor.userId, note: act.reason };
    const counted = count && (await adjustOnHand(tx, { productId, variantId, change: count }, cause));
    const row = { productId, variantId, policy, ...(backorderDays === undefined ? {} : { backorderDays }) };
    const [step] = (await setPolicies(tx, [row], { reason: "adjustment", ...cause })).steps;
    if (!step) throw new Error(`stock row vanished: ${variantId}`);
    const before = shown(counted?.before ?? step.before);
    const after = shown(step.after);
    if (!isDeepStrictEqual(before, after)) {
      const subject = { kind: "variant" as const, id: variantId };
      await appendAudit(tx, { ...auditOf(act), action: "inventory.set_policy", subject, before, after });
    }
    return step.after;
  });
  deps.nudgeRelay();
  return { variantId, onHand: now.onHand, reserved: now.reserved, policy: now.policy };
}
