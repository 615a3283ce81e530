import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { type RevokeReason, revokeSessions, type RevokeWhich } from "./sessions.sql.ts";

/** Ends sessions inside of a larger act: refresh tokens are dead with the commit, and open sockets hear of it by the outbox. */
export async function endSessionsIn(tx: Tx, which: RevokeWhich, reason: RevokeReason): Promise<SessionId[]> {
  const ended = await revokeSessions(tx, which, reason);
  // A message holds 500 ids. Nobody has more sessions than that by hand; a script that has gets several messages.
  for (let from = 0; from < ended.length; from += 500) {
    const sessionIds = ended.slice(from, from + 500);
    await appendToOutbox(tx, [
      { name: "session.revoked", key: which.userId, payload: { userId: which.userId, sessionIds } },
    ]);
  }
  return ended;
}

/** Ends one session, or all but one, of a user. Answers which were ended now; a foreign or unknown session ends nothing. */
export async function endSessions(
  deps: Deps,
  which: { readonly userId: UserId; readonly sessionId?: SessionId; readonly except?: SessionId },
  reason: RevokeReason,
): Promise<SessionId[]> {
  const ended = await inTransaction(deps.db, async (tx) => endSessionsIn(tx, which, reason));
  if (ended.length > 0) deps.nudgeRelay();
  return ended;
}
