import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { revokeLinks } from "./order-links.sql.ts";

/**
 * Ends every mailed link of an order and every access that was gained by one, for good: mails about it carry no key from now
 * on. Its owner still sees it. The caller has checked the permission and audits it. Returns how many links and grants ended.
 */
export async function revokeOrderLinks(tx: Tx, orderId: OrderId): Promise<number> {
  return revokeLinks(tx, orderId);
}
