import { inTransaction } from "@cartwright/db/transaction";
import type { SessionId } from "@cartwright/contracts/ids";
import { isStaff } from "@cartwright/contracts/permissions";
import { AppError, isAppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { hashSecret, newId, newSecret } from "../../kernel/ids.ts";
import type { AccessClaims } from "../sessions/access-token.ts";
import { lockAfterFailure } from "./lock-after-failure.ts";
import { hashPassword, isOutdated, matchPassword } from "../passwords/hash-password.ts";
import { type Attempt, beginAttempt } from "./begin-attempt.ts";
import { clearAttempts, guardKey, uncountAttempt } from "./login-guards.sql.ts";
import { passSecondFactor } from "../second-factor/pass-second-factor.ts";
import type { ProofSettings } from "./prove-identity.ts";
import type { SessionLives } from "../sessions/session-lives.ts";
import type { LocateAddress } from "./place-of.ts";
import { insertSession } from "../sessions/sessions.sql.ts";
import { tellOfNewDevice } from "./notify-of-new-device.ts";
import { findUserByEmail, lockUsers, setPasswordHash, type User } from "../users.sql.ts";

export interface LogInRequest {
  readonly email: string;
  readonly password: string;
  /** The code of the second factor, if the account has one. */
  readonly code?: string | undefined;
  readonly userAgent: string;
  readonly address: string;
}

export interface LogInSettings extends ProofSettings {
  readonly lives: SessionLives;
  /** Where the log-in comes from, for the mail about a new device. */
  readonly locateAddress: LocateAddress;
}

export interface LoggedIn {
  readonly user: User;
  readonly session: AccessClaims;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

/** Opens a session after a correct password, if the second factor is passed too. */
async function openSession(
  deps: Deps,
  settings: LogInSettings,
  {
    user,
    request,
    match,
    attempt,
  }: {
    readonly user: User;
    readonly request: LogInRequest;
    readonly match: "normalized" | "as_typed";
    readonly attempt: Attempt;
  },
): Promise<LoggedIn> {
  const isRenewable = isOutdated(user.passwordHash) || match === "as_typed";
  const newHash = isRenewable ? await hashPassword(request.password) : null;
  const sessionId = newId<SessionId>();
  const refreshToken = newSecret();
  const { role, refreshExpiresAt, mailed } = await inTransaction(deps.db, async (tx) => {
    // If the account was disabled or its password changed during the check, that action comes first: it has ended all
    // sessions, and none may be opened after it.
    const [held] = await lockUsers(tx, [user.id], false);
    if (held?.status !== "active" || held.passwordHash !== user.passwordHash) throw new AppError("credentials_invalid");
    const { code, address } = request;
    const secondFactor = await passSecondFactor(tx, { ...settings, logger: deps.logger }, { user, code, address });
    attempt.refuseIfLate();
    await clearAttempts(tx, guardKey(request.email));
    if (newHash !== null) await setPasswordHash(tx, user.id, newHash);
    const ofStaff = isStaff(held.role);
    if (ofStaff)
      await appendAudit(tx, {
        actor: { kind: "user", id: user.id },
        action: "session.opened",
        subject: { kind: "session", id: sessionId },
        after: { secondFactor },
        address,
      });
    const mailed = await tellOfNewDevice(tx, settings, { user, userAgent: request.userAgent, address });
    const made = await insertSession(tx, {
      id: sessionId,
      userId: user.id,
      userAgent: request.userAgent,
      address,
      tokenId: newId(),
      tokenHash: hashSecret(refreshToken),
      life: ofStaff ? settings.lives.staff : settings.lives.shopper,
    });
    return { role: held.role, refreshExpiresAt: made, mailed };
  });
  if (user.hasSecondFactor || mailed) deps.nudgeRelay();
  return { user, session: { sessionId, userId: user.id, role }, refreshToken, refreshExpiresAt };
}

/**
 * Checks a password, and the second factor where there is one, and opens a session.
 *
 * An attempt is counted before the password is checked, so parallel attempts cannot outrun the lock, and only failures lock.
 * The counter belongs to the typed address, so an address without an account locks in the same way. One hash is computed on every path. So neither
 * the response nor its time distinguishes an unknown address from a known, locked or disabled one. Sessions that are
 * already open are not affected by a lock.
 *
 * Only a person who knows the password learns that a code is required. That alone neither counts as a failure nor resets
 * any; a wrong code counts like a wrong password.
 *
 * Throws `account_locked`, `credentials_invalid`, `second_factor_required` or `second_factor_invalid`, and
 * `unavailable` if the check took too long.
 */
export async function logIn(deps: Deps, settings: LogInSettings, request: LogInRequest): Promise<LoggedIn> {
  const key = guardKey(request.email);
  const attempt = await beginAttempt(deps.db, key, settings.lockout);
  const user = await findUserByEmail(deps.db, request.email);
  const usable = attempt && user?.status === "active" ? user : null;
  const match = await matchPassword(usable?.passwordHash ?? null, request.password);
  if (attempt === null) throw new AppError("account_locked");
  attempt.refuseIfLate();
  if (usable === null || match === null) {
    await lockAfterFailure(deps, settings, { key, user });
    throw new AppError("credentials_invalid");
  }
  try {
    return await openSession(deps, settings, { user: usable, request, match, attempt });
  } catch (error) {
    attempt.refuseIfLate();
    if (isAppError(error, "second_factor_required")) await uncountAttempt(deps.db, key);
    if (isAppError(error, "second_factor_invalid")) await lockAfterFailure(deps, settings, { key, user: usable });
    throw error;
  }
}
