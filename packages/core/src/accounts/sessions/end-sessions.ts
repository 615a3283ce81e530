import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { type RevokeReason, revokeSessions, type RevokeWhich } from "./sessions.sql.ts";

/**
 * Ends sessions as part of a larger transaction: refresh tokens stop working at the commit, and open sockets are told
 * through the outbox.
 */
export async function endSessionsIn(tx: Tx, which: RevokeWhich, reason: RevokeReason): Promise<SessionId[]> {
  const ended = await revokeSessions(tx, which, reason);
  // A message holds 500 ids. No one opens more sessions by hand; a script that does gets several messages.
  for (let from = 0; from < ended.length; from += 500) {
    const sessionIds = ended.slice(from, from + 500);
    await appendToOutbox(tx, [
      { name: "session.revoked", key: which.userId, payload: { userId: which.userId, sessionIds } },
    ]);
  }
  return ended;
}

/**
 * Ends one session of a user, or all but one. Returns which were ended; a session that is unknown or someone else's ends
 * nothing.
 */
export async function endSessions(
  deps: Deps,
  which: { readonly userId: UserId; readonly sessionId?: SessionId; readonly except?: SessionId },
  reason: RevokeReason,
): Promise<SessionId[]> {
  const ended = await inTransaction(deps.db, async (tx) => endSessionsIn(tx, which, reason));
  if (ended.length > 0) deps.nudgeRelay();
  return ended;
}
