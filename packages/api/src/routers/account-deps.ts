import type { ProofSettings } from "@cartwright/core/accounts/sign-in/prove-identity";
import { AppError } from "@cartwright/core/kernel/app-error";
import type { AccountDeps, ApiDeps } from "../context.ts";

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
