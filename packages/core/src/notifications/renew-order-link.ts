import type { OrderNumber } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { findOrderId } from "../orders/find-order-id.ts";
import { type MailSite, queueOrderLinkMails } from "./order-mails.ts";

/**
 * Mails a new link to an order to the address it was placed with, at most once an hour. Does nothing for a number that does
 * not exist: the caller learns nothing of orders.
 */
export async function renewOrderLink(deps: Deps, site: MailSite, number: OrderNumber): Promise<void> {
  const orderId = await findOrderId(deps.db, number);
  if (!orderId) return;
  await inTransaction(deps.db, (tx) => queueOrderLinkMails(tx, [orderId], site));
  deps.nudgeRelay();
}
