import { RANDOM_SECRET } from "@cartwright/contracts/random-secret";
import { createHmac, timingSafeEqual } from "node:crypto";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { hashSecret, newId } from "../../kernel/ids.ts";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { deriveKeys } from "../second-factor/derive-key.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { SessionLives } from "./session-lives.ts";
import { findSpentToken, revokeSessions, rotateToken, type SessionRow, type SpentTokenRow } from "./sessions.sql.ts";
import { findUser } from "../users.sql.ts";

/**
 * Two tabs, or the parallel requests of one page, may all send the same refresh token. Within this period after its use
 * they get the same successor as the winner. Later, the token can only be a copy, and the session ends.
 */
export const REFRESH_GRACE_SECONDS = 20;

export interface RefreshRequest {
  readonly refreshToken: string;
  readonly userAgent: string;
  readonly address: string;
}

export interface RefreshSettings {
  /** The successor of a token is derived from it with a key, so that every loser of a race can be given the winner's. */
  readonly secrets: readonly string[];
  readonly lives: SessionLives;
  /** The page that the mail about a copied token links to. */
  readonly publicOrigin: string;
}

export type RefreshResult =
  | {
      readonly kind: "refreshed";
      readonly session: SessionRow;
      readonly refreshToken: string;
      readonly refreshExpiresAt: Date;
    }
  /** `reused`: a copy was used, and every token of the session has just been revoked. */
  | {
      readonly kind: "ended";
      readonly reused: boolean;
      readonly session: Pick<SessionRow, "sessionId" | "userId"> | null;
    };

const successors = (secrets: readonly string[], token: string) =>
  deriveKeys(secrets, "refresh-chain").map((key) => createHmac("sha256", key.bytes).update(token).digest("base64url"));

type SpentToken = SpentTokenRow & { readonly successor: string | undefined };

const UNKNOWN: RefreshResult = { kind: "ended", reused: false, session: null };

/** What the second user of a token gets: the winner's token in a race, the end of the session after a theft. */
async function refreshSpentToken(
  tx: Tx,
  spent: SpentToken,
  { request, publicOrigin }: { readonly request: RefreshRequest; readonly publicOrigin: string },
): Promise<RefreshResult> {
  const { sessionId, userId, role, enrolmentDue, logInId } = spent;
  const over: RefreshResult = { kind: "ended", reused: false, session: { sessionId, userId } };
  if (!spent.live || !spent.used) return over;
  const successor = spent.successor;
  const isRace = spent.withinGrace && spent.userAgent === request.userAgent;
  if (isRace && successor !== undefined && spent.successorExpiresAt !== null) {
    return {
      kind: "refreshed",
      session: { sessionId, userId, role, enrolmentDue, logInId },
      refreshToken: successor,
      refreshExpiresAt: spent.successorExpiresAt,
    };
  }
  const ended = await revokeSessions(tx, { userId: spent.userId, sessionId: spent.sessionId }, "reuse");
  // Of several late requests with one copy, the first ends the session and mails the owner.
  if (ended.length === 0) return over;
  await appendAudit(tx, {
    actor: { kind: "anonymous" },
    action: "session.reuse_detected",
    subject: { kind: "session", id: spent.sessionId },
    after: { userId: spent.userId, userAgent: request.userAgent },
    address: request.address,
  });
  const user = await findUser(tx, spent.userId);
  if (user !== null) {
    const securityLink = `${publicOrigin}/account/security`;
    await queueMails(tx, [{ template: "session_ended", to: user.email, firstName: user.firstName, securityLink }]);
  }
  await appendToOutbox(tx, [
    { name: "session.revoked", key: spent.userId, payload: { userId: spent.userId, sessionIds: ended } },
  ]);
  return { ...over, reused: true };
}

/**
 * Exchanges a refresh token for a new one. One statement decides the winner. The successor is a function of the token and a
 * key of the shop, so losers within {@link REFRESH_GRACE_SECONDS} and from the same browser get the very same one, and the
 * chain of tokens never forks: a copy that is used second ends the session for both.
 */
export async function refreshSession(
  deps: Deps,
  settings: RefreshSettings,
  request: RefreshRequest,
): Promise<RefreshResult> {
  if (!RANDOM_SECRET.test(request.refreshToken)) return UNKNOWN;
  const candidates = successors(settings.secrets, request.refreshToken);
  const [next = ""] = candidates;
  const { publicOrigin } = settings;
  const tokenHash = hashSecret(request.refreshToken);
  const result = await inTransaction<RefreshResult>(deps.db, async (tx) => {
    const won = await rotateToken(tx, {
      tokenHash,
      nextId: newId(),
      nextHash: hashSecret(next),
      lives: settings.lives,
      userAgent: request.userAgent,
      address: request.address,
    });
    await deps.failPoints.pass("refresh.before-commit", won ? "won" : "lost");
    if (won) {
      const { expiresAt, ...session } = won;
      return { kind: "refreshed", session, refreshToken: next, refreshExpiresAt: expiresAt };
    }
    const spent = await findSpentToken(tx, tokenHash, REFRESH_GRACE_SECONDS);
    if (spent === null) return UNKNOWN;
    const { successorHash } = spent;
    const isSuccessor = (token: string) => successorHash !== null && timingSafeEqual(hashSecret(token), successorHash);
    return refreshSpentToken(tx, { ...spent, successor: candidates.find(isSuccessor) }, { request, publicOrigin });
  });
  if (result.kind === "ended" && result.reused) deps.nudgeRelay();
  return result;
}
