import type { SessionId, UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { hashSecret, newId, newSecret } from "../../kernel/ids.ts";
import type { User } from "../users.sql.ts";
import type { AccessClaims } from "./access-token.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { copySession, hasSuccessor, type RevokeReason } from "./sessions.sql.ts";

/** The session that takes the place of another. */
export interface RenewedSession {
  readonly session: AccessClaims;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

/**
 * Ends every session of a user whose credentials or rights have changed, as part of a larger transaction. The session that
 * made the change is replaced by one with new tokens and the same lifetimes, so that copies of its cookies stop working with
 * all the others. `sessionId` is null when the change was made without a session. Returns the replacement, or null without
 * one.
 */
export async function renewSessionIn(
  tx: Tx,
  { user, sessionId }: { readonly user: Pick<User, "id" | "role">; readonly sessionId: SessionId | null },
  reason: RevokeReason,
): Promise<{ readonly renewed: RenewedSession | null; readonly ended: SessionId[] }> {
  const nextId = newId<SessionId>();
  const refreshToken = newSecret();
  const copy = { id: nextId, tokenId: newId(), tokenHash: hashSecret(refreshToken) };
  const refreshExpiresAt = sessionId && (await copySession(tx, { userId: user.id, sessionId, copy }));
  const ended = await endSessionsIn(tx, { userId: user.id, ...(refreshExpiresAt ? { except: nextId } : {}) }, reason);
  if (!refreshExpiresAt) return { renewed: null, ended };
  const session = { userId: user.id, sessionId: nextId, role: user.role };
  return { renewed: { session, refreshToken, refreshExpiresAt }, ended };
}

/**
 * Whether a session that has ended was replaced by {@link renewSessionIn}. A request that was on its way meanwhile carries
 * the old cookies, and its response must not clear the new ones.
 */
export async function isReplaced(
  db: Db,
  session: { readonly sessionId: SessionId; readonly userId: UserId },
): Promise<boolean> {
  return hasSuccessor(db, session);
}
