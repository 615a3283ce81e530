import type { OrderId, UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { guestSocketId } from "../kernel/ids.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { deleteDownloadKeys } from "./downloads.sql.ts";
import { revokeLinks } from "./order-links.sql.ts";

/** The most ids in one message. */
const IDS_MAX = 500;

/**
 * Ends every mailed link of an order, to its downloads too, and every access that was gained by one, for good: mails about it carry no key from now
 * on. The sockets of guests who had access close, and those that come back are refused. The order's owner still sees it. The
 * caller has checked the permission and audits it. Returns how many links and grants ended.
 */
export async function revokeOrderLinks(
  tx: Tx,
  { orderId, by }: { readonly orderId: OrderId; readonly by: UserId },
): Promise<number> {
  const { count, guestHashes } = await revokeLinks(tx, orderId);
  await deleteDownloadKeys(tx, orderId);
  for (let from = 0; from < guestHashes.length; from += IDS_MAX) {
    const sessionIds = guestHashes.slice(from, from + IDS_MAX).map(guestSocketId);
    await appendToOutbox(tx, [{ name: "session.revoked", key: orderId, payload: { userId: by, sessionIds } }]);
  }
  return count;
}
