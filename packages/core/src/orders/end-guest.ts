import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { guestSocketId } from "../kernel/ids.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { endGuestHash } from "./order-links.sql.ts";

/**
 * Ends a guest's identity when someone logs in or out in their browser, or when a session there is found to have ended: neither the orders whose links they opened nor
 * those they placed are shown to it any longer, and its open sockets close. The next person at the same computer starts with a new identity.
 */
export async function endGuest(
  deps: Deps,
  guest: { readonly guestHash: Buffer; readonly userId: UserId },
): Promise<void> {
  const { guestHash, userId } = guest;
  await inTransaction(deps.db, async (tx) => {
    await endGuestHash(tx, guestHash);
    const sessionIds = [guestSocketId(guestHash)];
    await appendToOutbox(tx, [{ name: "session.revoked", key: userId, payload: { userId, sessionIds } }]);
  });
  deps.nudgeRelay();
}
