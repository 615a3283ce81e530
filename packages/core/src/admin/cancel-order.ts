import type { OrderNumber } from "@cartwright/contracts/ids";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { cancelOrderAsStaff } from "../saga/flows/cancellation/cancel-order.ts";
import { requireOrder } from "./require-order.ts";
import { auditOf, type StaffAct } from "./staff-act.ts";

/**
 * Cancels any order that has not shipped; a saga refunds and restocks. Audited in the same transaction. Cancelling a
 * cancelled order changes nothing. Throws `not_found` and `illegal_transition`.
 */
export async function cancelOrderWithAudit(deps: Deps, number: OrderNumber, act: StaffAct): Promise<void> {
  const order = await requireOrder(deps.db, number);
  await cancelOrderAsStaff(deps, {
    orderId: order.id,
    reason: act.reason,
    also: (tx) =>
      appendAudit(tx, {
        ...auditOf(act),
        action: "orders.cancel",
        subject: { kind: "order", id: number },
        before: { status: order.state.status },
      }),
  });
}
