import type { ProofSettings } from "@cartwright/core/accounts/sign-in/prove-identity";
import { AppError } from "@cartwright/core/kernel/app-error";
import type { AccountDeps, ApiDeps } from "../context.ts";

/** What accounts need of the process; one that nobody logs in to has none, and no account procedures. */
export function accountsOf(deps: ApiDeps): AccountDeps {
  if (!deps.accounts) throw new AppError("not_found");
  return deps.accounts;
}

/** What asking somebody for his password and code needs. */
export function proofSettingsOf(deps: ApiDeps): ProofSettings {
  const { lockout, secrets } = accountsOf(deps);
  return { lockout, secrets, publicOrigin: deps.settings.publicOrigin };
}
