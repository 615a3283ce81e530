import type { OrderNumber } from "@cartwright/contracts/ids";
import type { AdminReceiveReturn, ReceivedUnits } from "@cartwright/contracts/returns";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { receiveReturn } from "../fulfillment/receive-return.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import type { MailSite } from "../notifications/order-mails.ts";
import { readExchangedUnits } from "../orders/exchanges.ts";
import { type ReturnRow, selectReturn } from "../orders/return-states.ts";
import { refundOrder } from "../saga/flows/refund/refund-order.ts";
import { changeWithAudit } from "./change-order.ts";
import type { PlainStaffAct } from "./staff-act.ts";

/** What is still to come, on sale again. */
const outstanding = ({ lines }: ReturnRow): ReceivedUnits[] =>
  lines.flatMap(({ lineId, quantity, received }) =>
    quantity > received ? [{ lineId, quantity: quantity - received, restock: true }] : [],
  );

/** How many of the units that come are refunded. Those that were exchanged count as the last to come. */
function unitsToRefund(
  { lines }: ReturnRow,
  lineId: string,
  { coming, exchanged }: { readonly coming: number; readonly exchanged: number },
): number {
  const line = lines.find((each) => each.lineId === lineId);
  // Units of no line of the return, or more than it has, are refused when they are received.
  if (!line || exchanged === 0) return coming;
  const kept = line.quantity - exchanged;
  return Math.max(0, Math.min(coming, kept - Math.min(line.received, kept)));
}

/** Refunds the received units that were not exchanged, unless the input names others. */
async function refundReceived(
  tx: Tx,
  act: PlainStaffAct,
  {
    request,
    lines,
    refund,
  }: { request: ReturnRow; lines: readonly ReceivedUnits[]; refund: AdminReceiveReturn["refund"] },
): Promise<string | null> {
  if (!refund) return null;
  const { idempotencyKey, ...choice } = refund;
  const exchanged = await readExchangedUnits(tx, request.id);
  const byLine = Map.groupBy(lines, ({ lineId }) => lineId);
  const received = [...byLine].flatMap(([lineId, parts]) => {
    const coming = parts.reduce((sum, part) => sum + part.quantity, 0);
    const quantity = unitsToRefund(request, lineId, { coming, exchanged: exchanged.get(lineId) ?? 0 });
    return quantity > 0 ? [{ lineId, quantity }] : [];
  });
  if (received.length === 0 && !choice.lines && choice.amountMinor === undefined)
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("exchange.unitsExchanged") });
  const made = await refundOrder(tx, {
    orderId: request.orderId,
    choice: { lines: received, ...choice },
    idempotencyKey,
    reason: `Return ${request.id}`,
    returnId: request.id,
    by: act.actor.userId,
  });
  return made.refundId;
}

/**
 * Takes units of a return back and refunds them in the same transaction, if asked to, audited. See `receiveReturn` and
 * `refundOrder` for what is refused; then neither happens. The caller has checked both permissions.
 */
export async function receiveReturnAsStaff(
  deps: Deps,
  { site, input }: { readonly site: MailSite; readonly input: AdminReceiveReturn },
  act: PlainStaffAct,
): Promise<{ readonly number: OrderNumber; readonly refundId: string | null }> {
  const { returnId: id, final, refund } = input;
  return changeWithAudit(deps, act, async (tx) => {
    const request = await selectReturn(tx, id);
    if (!request) throw new AppError("not_found");
    const lines = input.lines ?? outstanding(request);
    // First the refund, which locks the sagas of the order before the order.
    const refundId = await refundReceived(tx, act, { request, lines, refund });
    const { order } = await receiveReturn(tx, site, { id, lines, final, by: act.actor.userId });
    return {
      result: { number: order.number, refundId },
      note: {
        action: "returns.receive",
        subject: { kind: "order", id: order.number },
        before: { state: request.state },
        after: { returnId: id, lines, refundId },
      },
    };
  });
}
