import { inTransaction } from "@cartwright/db/transaction";
import { metrics } from "@cartwright/observability/metrics";
import type { SessionId } from "@cartwright/contracts/ids";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { hashSecret, newId, newSecret } from "../kernel/ids.ts";
import { hashPassword, isOutdated, verifyPassword } from "./hash-password.ts";
import { clearTries, guardKey, type LockoutRule, takeTry } from "./login-guards.sql.ts";
import { insertSession, type SessionRow } from "./sessions.sql.ts";
import { findUserByEmail, setPasswordHash, type User } from "./users.sql.ts";

export interface LogInRequest {
  readonly email: string;
  readonly password: string;
  readonly userAgent: string;
  readonly address: string;
}

export interface LogInSettings {
  readonly lockout: LockoutRule;
  /** Life of a refresh token. */
  readonly refreshSeconds: number;
  /** The end of the session, however often it is refreshed. */
  readonly sessionSeconds: number;
  /** Called once when an address with an account gets locked, to mail its owner a way out. */
  readonly onLocked: (user: User) => Promise<void>;
}

export interface LoggedIn {
  readonly user: User;
  readonly session: SessionRow;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

/**
 * Checks a password and opens a session.
 *
 * A try is counted before the password is looked at, so parallel tries cannot outrun the lock; the counter belongs to the
 * typed address, so an address without an account locks just the same; and one hash is computed on every path. So neither
 * the answer nor its time tells an unknown address from a known, a locked or a disabled one. Sessions that are open already
 * do not notice a lock.
 *
 * Throws `account_locked` or `credentials_invalid`.
 */
export async function logIn(deps: Deps, settings: LogInSettings, request: LogInRequest): Promise<LoggedIn> {
  const key = guardKey(request.email);
  const attempt = await takeTry(deps.db, key, settings.lockout);
  const user = await findUserByEmail(deps.db, request.email);
  const usable = attempt.allowed && user?.status === "active" ? user : null;
  const right = await verifyPassword(usable?.passwordHash ?? null, request.password);
  if (!attempt.allowed) throw new AppError("account_locked");
  if (usable === null || !right) {
    if (attempt.last) {
      metrics.accountLockouts.inc();
      deps.logger.warn({ known: user !== null }, "log-in locked");
      if (user?.status === "active") await settings.onLocked(user);
    }
    throw new AppError("credentials_invalid");
  }
  const newHash = isOutdated(usable.passwordHash) ? await hashPassword(request.password) : null;
  const sessionId = newId<SessionId>();
  const refreshToken = newSecret();
  const refreshExpiresAt = await inTransaction(deps.db, async (tx) => {
    await clearTries(tx, key);
    if (newHash !== null) await setPasswordHash(tx, usable.id, newHash);
    if (usable.role !== "shopper")
      await appendAudit(tx, {
        actor: { kind: "user", id: usable.id },
        action: "session.opened",
        subject: { kind: "session", id: sessionId },
        address: request.address,
      });
    return insertSession(tx, {
      id: sessionId,
      userId: usable.id,
      userAgent: request.userAgent,
      address: request.address,
      tokenId: newId(),
      tokenHash: hashSecret(refreshToken),
      refreshSeconds: settings.refreshSeconds,
      sessionSeconds: settings.sessionSeconds,
    });
  });
  const session = { sessionId, userId: usable.id, role: usable.role };
  return { user: usable, session, refreshToken, refreshExpiresAt };
}
