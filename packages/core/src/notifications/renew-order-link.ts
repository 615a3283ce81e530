import type { OrderNumber } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { findOrderId } from "../orders/find-order-id.ts";
import { readOrdersForMail } from "../orders/read-for-mail.ts";
import { areLinksRevoked } from "../orders/are-links-revoked.ts";
import { hadLinkMail, type MailSite, queueOrderLinkMails } from "./order-mails.ts";

/** Whether the budgets of an address allow a mail that anyone may ask for. Counts it. */
export type MayMail = (email: string) => Promise<boolean>;

/**
 * Mails a new link to an order to the address it was placed with, at most once an hour, and only if `mayMail` allows one
 * to that address. Does nothing for a number that does not exist or an order whose links are revoked, because a new link would not
 * open it. The caller does not learn which.
 */
export async function renewOrderLink(
  deps: Deps,
  site: MailSite,
  { number, mayMail }: { readonly number: OrderNumber; readonly mayMail: MayMail },
): Promise<void> {
  const orderId = await findOrderId(deps.db, number);
  if (!orderId || (await areLinksRevoked(deps.db, orderId))) return;
  const [order] = await readOrdersForMail(deps.db, [orderId]);
  // Only a mail that would be sent counts.
  if (!order || (await hadLinkMail(deps.db, order)) || !(await mayMail(order.email))) return;
  await inTransaction(deps.db, (tx) => queueOrderLinkMails(tx, [orderId], site));
  deps.nudgeRelay();
}
