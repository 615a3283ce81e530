import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError, isAppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { lockAfterFailure } from "./lock-after-failure.ts";
import { verifyPassword } from "../passwords/hash-password.ts";
import { beginAttempt } from "./begin-attempt.ts";
import { clearAttempts, guardKey, uncountAttempt } from "./login-guards.sql.ts";
import type { LockSettings } from "./mail-unlock.ts";
import { passSecondFactor } from "../second-factor/pass-second-factor.ts";
import { findUser, lockUsers, type User } from "../users.sql.ts";

/** What checking password and code needs, at log-in and inside the account. */
export interface ProofSettings extends LockSettings {
  /** The secrets that seal second factors: the first seals, all can open. */
  readonly secrets: readonly string[];
}

export interface IdentityProof {
  readonly userId: UserId;
  readonly password: string;
  /** The code of the second factor, if the account has one. */
  readonly code?: string | undefined;
  readonly address: string;
}

const wrongPassword = () =>
  new AppError("credentials_invalid", { message: getTranslations("errorDetails")("wrongPassword") });

/**
 * Asks a signed-in person for everything that a log-in would, before an action that a borrowed session must not perform,
 * and runs `act` in the transaction that uses up the code: if `act` is refused, the code stays usable. Wrong passwords and
 * codes count together with those of log-in, so there is one counter for all guesses, and its lock is reported in the same
 * way.
 *
 * `act` gets the account as it is under its lock. Throws what `act` throws, `credentials_invalid`, `account_locked`,
 * `second_factor_required` or `second_factor_invalid`, and
 * `unavailable` if the check took too long.
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
  const attempt = await beginAttempt(deps.db, key, settings.lockout);
  if (attempt === null) throw new AppError("account_locked");
  const isCorrect = await verifyPassword(user.passwordHash, proof.password);
  attempt.refuseIfLate();
  if (!isCorrect) {
    await lockAfterFailure(deps, settings, { key, user });
    throw wrongPassword();
  }
  try {
    const done = await inTransaction(deps.db, async (tx) => {
      // If the account was disabled or its password changed meanwhile, that action comes first: what was correct before
      // proves nothing now.
      const [held] = await lockUsers(tx, [user.id], false);
      if (held?.status !== "active" || held.passwordHash !== user.passwordHash) throw wrongPassword();
      const keys = { secrets: settings.secrets, logger: deps.logger };
      await passSecondFactor(tx, keys, { user: held, code: proof.code, address: proof.address });
      attempt.refuseIfLate();
      await clearAttempts(tx, key);
      return act(tx, held);
    });
    deps.nudgeRelay();
    return done;
  } catch (error) {
    attempt.refuseIfLate();
    if (isAppError(error, "second_factor_invalid")) await lockAfterFailure(deps, settings, { key, user });
    // A request that got this far and was refused for any reason but a wrong code has not guessed.
    else await uncountAttempt(deps.db, key);
    throw error;
  }
}
