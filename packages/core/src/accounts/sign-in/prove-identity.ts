import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError, isAppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { failTry } from "./fail-try.ts";
import { verifyPassword } from "../passwords/hash-password.ts";
import { clearTries, giveBackTry, guardKey, takeTry } from "./login-guards.sql.ts";
import type { LockSettings } from "./mail-unlock.ts";
import { passSecondFactor } from "../second-factor/pass-second-factor.ts";
import { findUser, lockUsers, type User } from "../users.sql.ts";

/** What asking for password and code needs, at the door and inside of the account. */
export interface ProofSettings extends LockSettings {
  /** Seal the second factors: the first seals, all open. */
  readonly secrets: readonly string[];
}

export interface IdentityProof {
  readonly userId: UserId;
  readonly password: string;
  /** Of the second factor, where the account has one. */
  readonly code?: string | undefined;
  readonly address: string;
}

const wrongPassword = () => new AppError("credentials_invalid", { message: "That is not your password." });

/**
 * Asks a signed-in person for all that a log-in would, before something that a borrowed session must not do, and does `act`
 * in the transaction that uses up the code: what is refused leaves the code good. Wrong passwords and codes count with
 * those of log-in, so there is one counter whichever way somebody guesses, and its lock is told in the same way.
 *
 * `act` is given the account as it is under its lock. Throws what `act` throws, `credentials_invalid`, `account_locked`,
 * `second_factor_required` or `second_factor_invalid`.
 */
export async function withIdentity<T>(
  deps: Deps,
  settings: ProofSettings,
  request: { readonly proof: IdentityProof; readonly act: (tx: Tx, user: User) => Promise<T> },
): Promise<T> {
  const { proof, act } = request;
  const user = await findUser(deps.db, proof.userId);
  if (user?.status !== "active") throw new AppError("session_expired");
  const key = guardKey(user.email);
  const attempt = await takeTry(deps.db, key, settings.lockout);
  if (!attempt.allowed) throw new AppError("account_locked");
  if (!(await verifyPassword(user.passwordHash, proof.password))) {
    await failTry(deps, settings, { attempt, user });
    throw wrongPassword();
  }
  try {
    const done = await inTransaction(deps.db, async (tx) => {
      // Whoever disabled the account or set another password meanwhile comes first: what was right before proves nothing now.
      const [held] = await lockUsers(tx, [user.id], false);
      if (held?.status !== "active" || held.passwordHash !== user.passwordHash) throw wrongPassword();
      const keys = { secrets: settings.secrets, logger: deps.logger };
      await passSecondFactor(tx, keys, { user: held, code: proof.code, address: proof.address });
      await clearTries(tx, key);
      return act(tx, held);
    });
    deps.nudgeRelay();
    return done;
  } catch (error) {
    if (isAppError(error, "second_factor_invalid")) await failTry(deps, settings, { attempt, user });
    // Whoever got this far and was refused for another reason than a wrong code has not guessed.
    else await giveBackTry(deps.db, key, settings.lockout);
    throw error;
  }
}
