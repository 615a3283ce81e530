import type { AccessTokens } from "@cartwright/core/accounts/sessions/access-token";
import type { SessionChecker } from "@cartwright/core/accounts/sessions/check-session";
import { refreshSession, type RefreshSettings } from "@cartwright/core/accounts/sessions/refresh-session";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { Exchange, Visitor } from "../http/exchange.ts";

export interface SessionDeps {
  readonly core: Deps;
  readonly tokens: AccessTokens;
  readonly checker: SessionChecker;
  readonly refresh: RefreshSettings;
}

/**
 * Finds out who makes a request. A valid access token of a live session is enough. An expired one is renewed with the refresh
 * token, and the response sets the new cookies. Everyone else is a guest; cookies of an ended session are cleared.
 */
export async function identify(deps: SessionDeps, exchange: Exchange): Promise<Visitor> {
  const { cookies, jar } = exchange;
  const userOf = (session: Omit<Extract<Visitor, { kind: "user" }>, "kind" | "guestHash">): Visitor => ({
    kind: "user",
    ...session,
    guestHash: jar.guestHash(),
  });

  const claims = cookies.session === undefined ? null : await deps.tokens.verify(cookies.session);
  if (claims !== null) {
    const session = await deps.checker.check(claims);
    if (session !== null) return userOf(session);
  } else if (cookies.refresh !== undefined) {
    const result = await refreshSession(deps.core, deps.refresh, {
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
    if (result.reused && result.sessionId !== null) {
      deps.core.logger.warn({ requestId: exchange.requestId, sessionId: result.sessionId }, "refresh token reused");
    }
  }
  if (cookies.session !== undefined || cookies.refresh !== undefined) jar.clearSession();
  return { kind: "guest", guestHash: jar.guestHash() };
}
