import type { OrderNumber } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { findOrderId } from "../orders/find-order-id.ts";
import { areLinksRevoked } from "../orders/are-links-revoked.ts";
import { type MailSite, queueOrderLinkMails } from "./order-mails.ts";

/**
 * Mails a new link to an order to the address it was placed with, at most once an hour. Does nothing for a number that does
 * not exist or an order whose links are revoked, because a new link would not open it. The caller does not learn which.
 */
export async function renewOrderLink(deps: Deps, site: MailSite, number: OrderNumber): Promise<void> {
  const orderId = await findOrderId(deps.db, number);
  if (!orderId || (await areLinksRevoked(deps.db, orderId))) return;
  await inTransaction(deps.db, (tx) => queueOrderLinkMails(tx, [orderId], site));
  deps.nudgeRelay();
}
