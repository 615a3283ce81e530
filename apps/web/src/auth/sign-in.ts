import type { z } from "zod";
import type { ApiDeps } from "@cartwright/api/context";
import type { Credentials } from "@cartwright/contracts/accounts";
import { endSessions } from "@cartwright/core/accounts/sessions/end-sessions";
import { logIn, type LoggedIn, type LogInSettings } from "@cartwright/core/accounts/sign-in/log-in";
import { mergeGuestCart } from "@cartwright/core/cart/merge-carts";
import { endGuest } from "@cartwright/core/orders/end-guest";
import type { Exchange } from "../http/exchange.ts";
import type { SessionDeps } from "./identify.ts";

export interface SignInDeps {
  readonly api: ApiDeps;
  readonly sessions: SessionDeps;
  readonly logIn: LogInSettings;
}

/**
 * Signs a user in: checks the password (and the code, if the account asks for one), opens a session, sets its cookies, merges
 * the guest's cart and ends the session that this browser had before. Every cookie of the session gets a new value, and
 * the guest's identity ends with its grants: the next person at this browser is another guest.
 */
export async function openSession(
  deps: SignInDeps,
  exchange: Exchange,
  credentials: z.output<typeof Credentials>,
): Promise<LoggedIn> {
  const { jar, userAgent, address } = exchange;
  const { email, password, code } = credentials;
  const previous = await exchange.visitor();
  const loggedIn = await logIn(deps.api, deps.logIn, { email, password, code, userAgent, address });
  const { session, refreshToken, refreshExpiresAt } = loggedIn;
  const guestHash = jar.guestHash();
  if (guestHash !== null) {
    await mergeGuestCart(deps.api, { guestHash, userId: session.userId, email: loggedIn.user.email });
    await endGuest(deps.api, { guestHash, userId: session.userId });
    jar.clearGuest();
  }
  if (previous.kind === "user") {
    const { userId, sessionId } = previous;
    await endSessions(deps.api, { userId, sessionId }, "logout");
  }
  jar.setSession({ accessToken: await deps.sessions.tokens.sign(session), refreshToken, refreshExpiresAt });
  return loggedIn;
}
