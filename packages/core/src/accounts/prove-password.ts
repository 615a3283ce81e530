import type { UserId } from "@cartwright/contracts/ids";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { verifyPassword } from "./hash-password.ts";
import { clearTries, guardKey, type LockoutRule, takeTry } from "./login-guards.sql.ts";
import { findUser, type User } from "./users.sql.ts";

/**
 * Asks a signed-in person for his password once more, before something that a borrowed session must not do. Wrong ones
 * count with those of log-in, so there is one counter whichever way somebody guesses. Throws `credentials_invalid` or
 * `account_locked`.
 */
export async function provePassword(
  deps: Deps,
  lockout: LockoutRule,
  proof: { readonly userId: UserId; readonly password: string },
): Promise<User> {
  const user = await findUser(deps.db, proof.userId);
  if (user?.status !== "active") throw new AppError("session_expired");
  const key = guardKey(user.email);
  const attempt = await takeTry(deps.db, key, lockout);
  if (!attempt.allowed) throw new AppError("account_locked");
  if (!(await verifyPassword(user.passwordHash, proof.password)))
    throw new AppError("credentials_invalid", { message: "That is not your password." });
  await clearTries(deps.db, key);
  return user;
}
