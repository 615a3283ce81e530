import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { isAppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { clearTries, giveBackTry, guardKey, type LockoutRule } from "./login-guards.sql.ts";
import { passSecondFactor } from "./pass-second-factor.ts";
import { tryPassword } from "./prove-password.ts";
import type { User } from "./users.sql.ts";

export interface FactorSettings {
  /** The first seals, all open. */
  readonly secrets: readonly string[];
  readonly lockout: LockoutRule;
}

export interface IdentityProof {
  readonly userId: UserId;
  readonly password: string;
  readonly code?: string | undefined;
  readonly address: string;
}

/**
 * Asks a signed-in person for all that a log-in would, and does `act` in the transaction that uses up the code. Wrong
 * passwords and codes count with those of log-in. Throws `credentials_invalid`, `account_locked`, `second_factor_required`
 * or `second_factor_invalid`.
 */
export async function withIdentity<T>(
  deps: Deps,
  settings: FactorSettings,
  request: { readonly proof: IdentityProof; readonly act: (tx: Tx, user: User) => Promise<T> },
): Promise<T> {
  const { proof, act } = request;
  const user = await tryPassword(deps, settings.lockout, proof);
  const key = guardKey(user.email);
  try {
    const done = await inTransaction(deps.db, async (tx) => {
      const keys = { secrets: settings.secrets, logger: deps.logger };
      await passSecondFactor(tx, keys, { user, code: proof.code, address: proof.address });
      await clearTries(tx, key);
      return act(tx, user);
    });
    deps.nudgeRelay();
    return done;
  } catch (error) {
    // Whoever got this far and was refused for another reason than a wrong code has not guessed.
    if (!isAppError(error, "second_factor_invalid")) await giveBackTry(deps.db, key, settings.lockout);
    throw error;
  }
}
