import type { UserId } from "@cartwright/contracts/ids";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { verifyPassword } from "./hash-password.ts";
import { clearTries, giveBackTry, guardKey, type LockoutRule, takeTry } from "./login-guards.sql.ts";
import { findUser, type User } from "./users.sql.ts";

/**
 * Looks at a password with its try counted, and leaves it counted: the caller says what a right one is worth. Throws
 * `credentials_invalid` or `account_locked`.
 */
export async function tryPassword(
  deps: Pick<Deps, "db">,
  lockout: LockoutRule,
  proof: { readonly userId: UserId; readonly password: string },
): Promise<User> {
  const user = await findUser(deps.db, proof.userId);
  if (user?.status !== "active") throw new AppError("session_expired");
  const attempt = await takeTry(deps.db, guardKey(user.email), lockout);
  if (!attempt.allowed) throw new AppError("account_locked");
  if (!(await verifyPassword(user.passwordHash, proof.password)))
    throw new AppError("credentials_invalid", { message: "That is not your password." });
  return user;
}

/**
 * Asks a signed-in person for his password once more, before something that a borrowed session must not do. Wrong ones
 * count with those of log-in, so there is one counter whichever way somebody guesses. Throws `credentials_invalid` or
 * `account_locked`.
 */
export async function provePassword(
  deps: Pick<Deps, "db">,
  lockout: LockoutRule,
  proof: { readonly userId: UserId; readonly password: string },
): Promise<User> {
  const user = await tryPassword(deps, lockout, proof);
  const key = guardKey(user.email);
  // Where a code is asked for too, a password alone is no success that would forget wrong codes.
  if (user.hasSecondFactor) await giveBackTry(deps.db, key, lockout);
  else await clearTries(deps.db, key);
  return user;
}
