import type { AccessClaims, AccessTokens } from "@cartwright/core/accounts/sessions/access-token";
import type { SessionChecker } from "@cartwright/core/accounts/sessions/check-session";
import { isReplaced } from "@cartwright/core/accounts/sessions/renew-session";
import { refreshSession, type RefreshSettings } from "@cartwright/core/accounts/sessions/refresh-session";
import type { Deps } from "@cartwright/core/kernel/deps";
import { endGuest } from "@cartwright/core/orders/end-guest";
import type { Exchange, Visitor } from "../http/exchange.ts";

export interface SessionDeps {
  readonly core: Deps;
  /** For the statements that every request of a member needs, apart from those that wait for orders. */
  readonly db: Deps["db"];
  readonly tokens: AccessTokens;
  readonly checker: SessionChecker;
  readonly refresh: RefreshSettings;
}

/**
 * Finds out who makes a request. A valid access token of a live session is enough. An expired one is renewed with the refresh
 * token, and the response sets the new cookies. Everyone else is a guest. Cookies of an ended session are cleared, and a guest's
 * identity beside them ends too, because it may be of someone who used this browser before.
 */
export async function identify(deps: SessionDeps, exchange: Exchange): Promise<Visitor> {
  const { cookies, jar } = exchange;
  const userOf = (session: Omit<Extract<Visitor, { kind: "user" }>, "kind">): Visitor => ({ kind: "user", ...session });

  /** The session that the cookies were for, if it is known. */
  let ended: Pick<AccessClaims, "sessionId" | "userId"> | null = null;
  const claims = cookies.session === undefined ? null : await deps.tokens.verify(cookies.session);
  if (claims !== null) {
    const session = await deps.checker.check(claims);
    if (session !== null) return userOf(session);
    ended = claims;
  } else if (cookies.refresh !== undefined) {
    const result = await refreshSession({ ...deps.core, db: deps.db }, deps.refresh, {
      refreshToken: cookies.refresh,
      userAgent: exchange.userAgent,
      address: exchange.address,
    });
    if (result.kind === "refreshed") {
      jar.setSession({
        accessToken: await deps.tokens.sign(result.session),
        refreshToken: result.refreshToken,
        refreshExpiresAt: result.refreshExpiresAt,
      });
      return userOf(result.session);
    }
    ended = result.session;
    if (result.reused && ended !== null) {
      const { sessionId } = ended;
      deps.core.logger.warn({ requestId: exchange.requestId, sessionId }, "refresh token reused");
    }
  }
  const isOver = cookies.session !== undefined || cookies.refresh !== undefined;
  // A request that was sent just before the session was renewed must not clear the new cookies.
  if (isOver && !(ended !== null && (await isReplaced(deps.db, ended)))) {
    const guestHash = jar.guestHash();
    if (guestHash !== null && ended !== null)
      await endGuest({ ...deps.core, db: deps.db }, { guestHash, userId: ended.userId });
    jar.clearSession();
    jar.clearGuest();
  }
  return { kind: "guest", guestHash: jar.guestHash() };
}
