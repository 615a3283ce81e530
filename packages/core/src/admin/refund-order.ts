import type { OrderNumber } from "@cartwright/contracts/ids";
import type { AdminRefundOrder, RefundChoice, RefundPreview } from "@cartwright/contracts/refunds";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { previewRefund } from "../saga/flows/refund/preview-refund.ts";
import { refundOrder } from "../saga/flows/refund/refund-order.ts";
import { changeWithAudit } from "./change-order.ts";
import { selectOrderFacts } from "./orders.sql.ts";
import type { StaffAct } from "./staff-act.ts";

/** What a refund would send, and why. Throws `not_found` and `invalid_input`. */
export async function previewRefundForStaff(db: Db, number: OrderNumber, choice: RefundChoice): Promise<RefundPreview> {
  const order = await selectOrderFacts(db, number);
  if (!order) throw new AppError("not_found");
  return previewRefund(db, order.id, choice);
}

/** Starts a refund, audited. Returns its id. See `refundOrder` for what is refused. */
export async function refundOrderAsStaff(
  deps: Deps,
  { number, idempotencyKey, reason, ...choice }: AdminRefundOrder,
  act: StaffAct,
): Promise<string> {
  const order = await selectOrderFacts(deps.db, number);
  if (!order) throw new AppError("not_found");
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
