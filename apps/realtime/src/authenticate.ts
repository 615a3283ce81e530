import { RANDOM_SECRET } from "@cartwright/contracts/random-secret";
import { type CookieNames, readCookie } from "@cartwright/contracts/cookies";
import type { AccessTokens } from "@cartwright/core/accounts/sessions/access-token";
import type { SessionChecker } from "@cartwright/core/accounts/sessions/check-session";
import type { Actor } from "@cartwright/core/kernel/actor";
import { guestSocketId, hashSecret } from "@cartwright/core/kernel/ids";
import type { Visitor } from "@cartwright/realtime/gateway-ports";

export interface AuthenticateOptions {
  readonly names: CookieNames;
  readonly accessTokens: AccessTokens;
  readonly sessions: SessionChecker;
}

/**
 * Finds out who a handshake's cookies belong to. A session cookie that is not valid (any more) does not make its sender a
 * guest: the browser is asked to renew the session first, and connects with `asGuest` if that failed. Rejects when the database
 * fails.
 */
export function createAuthenticate({ names, accessTokens, sessions }: AuthenticateOptions) {
  return async (header: string | undefined, asGuest: boolean): Promise<Visitor<Actor> | "session_expired"> => {
    const guest = readCookie(header, names.guest);
    const guestHash = guest !== undefined && RANDOM_SECRET.test(guest) ? hashSecret(guest) : null;
    const token = readCookie(header, names.session);
    const claims = token === undefined ? null : await accessTokens.verify(token);
    const session = claims && (await sessions.check(claims));
    if (session) {
      return { actor: { kind: "user", ...session }, sessionId: session.sessionId, guestId: null };
    }
    if (token !== undefined && !asGuest) return "session_expired";
    return { actor: { kind: "guest", guestHash }, sessionId: null, guestId: guestHash && guestSocketId(guestHash) };
  };
}
