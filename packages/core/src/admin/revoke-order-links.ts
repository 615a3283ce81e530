import type { OrderNumber } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { revokeOrderLinks } from "../orders/revoke-order-links.ts";
import { requireOrder } from "./require-order.ts";
import { auditOf, type StaffAct } from "./staff-act.ts";

/**
 * Revokes the mailed links of an order, for one that was sent to a wrong address or passed on. Audited in the same transaction.
 * Throws `not_found`.
 */
export async function revokeOrderLinksWithAudit(deps: Deps, number: OrderNumber, act: StaffAct): Promise<void> {
  const order = await requireOrder(deps.db, number);
  await inTransaction(deps.db, async (tx) => {
    const ended = await revokeOrderLinks(tx, { orderId: order.id, by: act.actor.userId });
    await appendAudit(tx, {
      ...auditOf(act),
      action: "orders.revoke_links",
      subject: { kind: "order", id: number },
      after: { ended },
    });
  });
  deps.nudgeRelay();
}
