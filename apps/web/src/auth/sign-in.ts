import type { z } from "zod";
import type { ApiDeps } from "@cartwright/api/context";
import type { Credentials } from "@cartwright/contracts/accounts";
import { endSessions } from "@cartwright/core/accounts/sessions/end-sessions";
import { logIn, type LoggedIn, type LogInSettings } from "@cartwright/core/accounts/sign-in/log-in";
import { mergeGuestCart } from "@cartwright/core/cart/merge-carts";
import type { Exchange, Visitor } from "../edge/exchange.ts";
import type { SessionDeps } from "./identify.ts";

export interface SignInDeps {
  readonly api: ApiDeps;
  readonly sessions: SessionDeps;
  readonly logIn: LogInSettings;
}

/**
 * Logs somebody in: checks the password (and the code, where the account asks for one), opens a session, sends its cookies, brings the guest's cart along and ends the
 * session that this browser had before. Every cookie value of the session is new.
 */
export async function openSession(
  deps: SignInDeps,
  exchange: Exchange,
  entry: { readonly credentials: z.output<typeof Credentials>; readonly visitor: Visitor },
): Promise<LoggedIn> {
  const { jar, userAgent, address } = exchange;
  const loggedIn = await logIn(deps.api, deps.logIn, {
    email: entry.credentials.email,
    password: entry.credentials.password,
    code: entry.credentials.code,
    userAgent,
    address,
  });
  const { session, refreshToken, refreshExpiresAt } = loggedIn;
  const guestHash = jar.guestHash();
  if (guestHash !== null) await mergeGuestCart(deps.api, { guestHash, userId: session.userId });
  if (entry.visitor.kind === "user") {
    const { userId, sessionId } = entry.visitor;
    await endSessions(deps.api, { userId, sessionId }, "logout");
  }
  jar.setSession({ accessToken: await deps.sessions.tokens.sign(session), refreshToken, refreshExpiresAt });
  return loggedIn;
}
