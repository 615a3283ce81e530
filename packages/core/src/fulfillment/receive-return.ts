import type { UserId } from "@cartwright/contracts/ids";
import type { ReceivedUnits } from "@cartwright/contracts/returns";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { takeBackUnits } from "../inventory/take-back-units.ts";
import { AppError } from "../kernel/app-error.ts";
import { type MailSite, queueReturnMail } from "../notifications/return-mails.ts";
import { addReceived, type ReturnRow } from "../orders/return-states.ts";
import { type LockedReturn, lockReturn, settleReturn } from "./lock-return.ts";
import { moveGoods } from "./move-goods.ts";

export interface Receipt {
  readonly id: string;
  readonly lines: readonly ReceivedUnits[];
  /** Whether the rest is not coming any more. */
  readonly final: boolean;
  readonly by: UserId;
}

/** Units by line, restocked and written off together. */
function unitsByLine(lines: readonly ReceivedUnits[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { lineId, quantity } of lines) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  return units;
}

/** Throws `invalid_input` for units that are not on their way back. */
function refuseTooMany({ lines }: ReturnRow, received: readonly ReceivedUnits[]): void {
  const t = getTranslations("fieldProblems");
  const units = unitsByLine(received);
  const fields: Record<string, string> = {};
  for (const [index, { lineId }] of received.entries()) {
    const line = lines.find((each) => each.lineId === lineId);
    const max = line ? line.quantity - line.received : 0;
    if (!line) fields[`lines.${index}.lineId`] = t("choice");
    else if ((units.get(lineId) ?? 0) > max) fields[`lines.${index}.quantity`] = t("number.large", { max });
  }
  if (Object.keys(fields).length === 0) return;
  throw new AppError("invalid_input", { message: getTranslations("errorDetails")("notSoManyReturned"), fields });
}

/**
 * Takes units of a return back, line by line: on sale again, or written off. A return that was not approved is approved by it.
 * It is over when all of it has come, or with `final`. Throws `not_found`, `illegal_transition` (over, or declined) and
 * `invalid_input` (more than is on its way back).
 */
export async function receiveReturn(tx: Tx, site: MailSite, receipt: Receipt): Promise<LockedReturn> {
  const locked = await lockReturn(tx, receipt.id);
  const { order, request } = locked;
  const units = unitsByLine(receipt.lines);
  const isAll = request.lines.every(
    ({ lineId, quantity, received }) => received + (units.get(lineId) ?? 0) >= quantity,
  );
  const to = isAll || receipt.final ? "received" : "approved";
  await settleReturn(tx, locked, { from: ["requested", "approved"], to, note: "" });
  refuseTooMany(request, receipt.lines);
  await addReceived(
    tx,
    request.id,
    [...units].map(([lineId, quantity]) => ({ lineId, quantity })),
  );
  await takeBackUnits(tx, {
    orderId: order.id,
    actorId: receipt.by,
    units: receipt.lines.flatMap(({ lineId, quantity, restock }) => {
      const line = request.lines.find((each) => each.lineId === lineId);
      return line ? [{ variantId: line.variantId, quantity, restock }] : [];
    }),
  });
  const message = getTranslations("orderUpdates")(isAll ? "returned" : "returnedPart");
  await moveGoods(tx, order, { type: "order.returned", message, data: { returnId: request.id } });
  await queueReturnMail(tx, site, { orderId: order.id, returnId: request.id, kind: "received" });
  return locked;
}
