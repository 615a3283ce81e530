import type { RenewedSession } from "@cartwright/core/accounts/sessions/renew-session";
import type { ProofSettings } from "@cartwright/core/accounts/sign-in/prove-identity";
import { AppError } from "@cartwright/core/kernel/app-error";
import type { AccountDeps, ApiContext, ApiDeps } from "../context.ts";

/** What accounts need from the process. A process that no one logs in to has none, and no account procedures. */
export function accountsOf(deps: ApiDeps): AccountDeps {
  if (!deps.accounts) throw new AppError("not_found");
  return deps.accounts;
}

/** What checking a person's password and code needs. */
export function proofSettingsOf(deps: ApiDeps): ProofSettings {
  const { lockout, secrets } = accountsOf(deps);
  return { lockout, secrets, publicOrigin: deps.settings.publicOrigin };
}

/** Sends the cookies of a renewed session. Does nothing for null: the change was made without a session. */
export async function sendSession(
  { deps, cookies }: Pick<ApiContext, "deps" | "cookies">,
  renewed: RenewedSession | null,
): Promise<void> {
  if (renewed === null) return;
  const { session, refreshToken, refreshExpiresAt } = renewed;
  cookies.setSession({ accessToken: await accountsOf(deps).signSession(session), refreshToken, refreshExpiresAt });
}
