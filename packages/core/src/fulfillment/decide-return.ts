import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { type MailSite, queueReturnMail } from "../notifications/return-mails.ts";
import { selectHeldExchange } from "../orders/exchanges.ts";
import { appendOrderEvents } from "../orders/move-orders.ts";
import { type LockedReturn, lockReturn, settleReturn } from "./lock-return.ts";

export type { MailSite } from "../notifications/return-mails.ts";

/** A decision about a return, with what staff tell the shopper. */
interface Decision {
  readonly id: string;
  readonly note: string;
}

/** Approves a requested return: the shopper may send it. Throws `not_found` and `illegal_transition` (decided already). */
export async function approveReturn(tx: Tx, site: MailSite, { id, note }: Decision): Promise<LockedReturn> {
  const locked = await lockReturn(tx, id);
  await settleReturn(tx, locked, { from: ["requested"], to: "approved", note });
  const message = getTranslations("orderUpdates")("returnApproved");
  await tell(tx, site, { locked, type: "order.return_approved", message, kind: "approved" });
  return locked;
}

/**
 * Declines a return of which nothing has come back and nothing was exchanged, also one that was approved and never sent. Its units can be part of another
 * return. Throws `not_found` and `illegal_transition`.
 */
export async function declineReturn(tx: Tx, site: MailSite, { id, note }: Decision): Promise<LockedReturn> {
  const locked = await lockReturn(tx, id);
  if (locked.request.lines.some(({ received }) => received > 0)) {
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("returnHasUnits") });
  }
  const number = await selectHeldExchange(tx, id);
  if (number !== null) {
    const message = getTranslations("errorDetails")("exchange.returnExchanged", { number });
    throw new AppError("illegal_transition", { message });
  }
  await settleReturn(tx, locked, { from: ["requested", "approved"], to: "refused", note });
  const message = getTranslations("orderUpdates")("returnDeclined");
  await tell(tx, site, { locked, type: "order.return_declined", message, kind: "declined" });
  return locked;
}

async function tell(
  tx: Tx,
  site: MailSite,
  said: {
    readonly locked: LockedReturn;
    readonly type: "order.return_approved" | "order.return_declined";
    readonly message: string;
    readonly kind: "approved" | "declined";
  },
): Promise<void> {
  const { locked, type, message, kind } = said;
  const { order, request } = locked;
  const events = [{ type, message, data: { returnId: request.id } }];
  await appendOrderEvents(tx, [{ order: { orderId: order.id, from: order.state }, events }]);
  await queueReturnMail(tx, site, { orderId: order.id, returnId: request.id, kind });
}
