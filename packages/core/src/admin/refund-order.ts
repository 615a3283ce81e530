import type { OrderNumber } from "@cartwright/contracts/ids";
import type { AdminRefundOrder, RefundChoice, RefundPreview } from "@cartwright/contracts/refunds";
import type { Db } from "@cartwright/db/client";
import type { Deps } from "../kernel/deps.ts";
import { previewRefund } from "../saga/flows/refund/preview-refund.ts";
import { refundOrder } from "../saga/flows/refund/refund-order.ts";
import { changeWithAudit } from "./change-order.ts";
import { requireOrder } from "./require-order.ts";
import type { StaffAct } from "./staff-act.ts";

/** What a refund would send, and why. Throws `not_found` and `invalid_input`. */
export async function previewRefundForStaff(db: Db, number: OrderNumber, choice: RefundChoice): Promise<RefundPreview> {
  const order = await requireOrder(db, number);
  return previewRefund(db, order.id, choice);
}

/** Starts a refund, audited. Returns its id. See `refundOrder` for what is refused. */
export async function refundOrderAsStaff(
  deps: Deps,
  { number, idempotencyKey, reason, ...choice }: AdminRefundOrder,
  act: StaffAct,
): Promise<string> {
  const order = await requireOrder(deps.db, number);
  const request = { orderId: order.id, choice, idempotencyKey, reason, by: act.actor.userId };
  return changeWithAudit(deps, act, async (tx) => {
    const { refundId, amountMinor, repeated } = await refundOrder(tx, request);
    const after = { refundId, amountMinor, lines: choice.lines ?? [] };
    return {
      result: refundId,
      note: repeated ? null : { action: "orders.refund", subject: { kind: "order", id: number }, after },
    };
  });
}
