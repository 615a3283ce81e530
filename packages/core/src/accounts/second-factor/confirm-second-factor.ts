import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { type RenewedSession, renewSessionIn } from "../sessions/renew-session.ts";
import { hashRecoveryCode, newRecoveryCodes, readCode } from "./recovery-code.ts";
import { openSecret } from "./seal-secret.ts";
import { adoptPendingFactor, lockPendingFactor, replaceRecoveryCodes } from "./second-factor.sql.ts";
import { matchStep } from "./totp.ts";
import { findUser } from "../users.sql.ts";

/** How long the shown secret may wait for its first code. */
const PENDING_SECONDS = 15 * 60;

export interface ConfirmedFactor {
  /** Shown to the owner once and never again. */
  readonly recoveryCodes: string[];
  readonly renewed: RenewedSession | null;
}

/**
 * Enables a second factor with the first code of the app that holds it, and issues new recovery codes. All sessions end,
 * because they were opened without it; the one that made the change gets new tokens. Throws `second_factor_invalid`, also when no set-up was started.
 */
export async function confirmSecondFactor(
  deps: Deps,
  secrets: readonly string[],
  request: {
    readonly userId: UserId;
    readonly sessionId: SessionId;
    readonly code: string;
    readonly address: string;
  },
): Promise<ConfirmedFactor> {
  const { userId, sessionId, address } = request;
  const recoveryCodes = newRecoveryCodes();
  const typed = readCode(request.code);
  const renewed = await inTransaction(deps.db, async (tx) => {
    const pending = await lockPendingFactor(tx, userId, PENDING_SECONDS);
    const secret = pending && openSecret(secrets, userId, pending.sealedSecret);
    if (pending === null || secret === null)
      throw new AppError("second_factor_invalid", { message: getTranslations("errorDetails")("setupExpired") });
    const steps = { now: pending.presentStep, lastUsed: null };
    const step = typed?.kind === "app" ? matchStep(secret, typed.digits, steps) : null;
    if (step === null)
      throw new AppError("second_factor_invalid", { message: getTranslations("errorDetails")("wrongAppCode") });
    const user = await findUser(tx, userId);
    if (user === null) throw new AppError("session_expired");
    await adoptPendingFactor(tx, userId, step);
    await replaceRecoveryCodes(
      tx,
      userId,
      recoveryCodes.map((code) => hashRecoveryCode(code)),
    );
    await appendAudit(tx, {
      actor: { kind: "user", id: userId },
      action: user.hasSecondFactor ? "second_factor.replaced" : "second_factor.enabled",
      subject: { kind: "user", id: userId },
      address,
    });
    const { email, firstName } = user;
    await queueMails(tx, [{ template: "second_factor", to: email, firstName, change: "enabled" }]);
    return (await renewSessionIn(tx, { user, sessionId }, "second_factor")).renewed;
  });
  deps.nudgeRelay();
  return { recoveryCodes, renewed };
}
