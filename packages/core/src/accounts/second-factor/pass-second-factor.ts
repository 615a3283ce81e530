import type { Tx } from "@cartwright/db/transaction";
import type { Logger } from "@cartwright/observability/logger";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { readCode } from "./recovery-code.ts";
import { openSecret } from "./seal-secret.ts";
import { type FactorRow, lockFactor, takeRecoveryCode, takeStep } from "./second-factor.sql.ts";
import { matchStep } from "./totp.ts";
import type { User } from "../users.sql.ts";

/** How the second factor was passed: none was required, a code of the app, or a recovery code. */
export type PassedBy = "none" | "code" | "recovery_code";

interface Asked {
  readonly user: User;
  readonly code: string | undefined;
  /** Where the request came from, for the audit log. */
  readonly address: string;
}

interface FactorKeys {
  readonly secrets: readonly string[];
  readonly logger: Logger;
}

async function usesAppCode(tx: Tx, keys: FactorKeys, typed: { user: User; factor: FactorRow; digits: string }) {
  const { user, factor, digits } = typed;
  const secret = openSecret(keys.secrets, user.id, factor.sealedSecret);
  if (secret === null) {
    keys.logger.error({ userId: user.id }, "a second factor does not open: was its AUTH_SECRET taken away too soon?");
    return false;
  }
  const step = matchStep(secret, digits, { now: factor.presentStep, lastUsed: factor.lastStep });
  return step !== null && takeStep(tx, user.id, step);
}

async function usesRecoveryCode(tx: Tx, { user, address }: Asked, hash: Buffer): Promise<boolean> {
  if (!(await takeRecoveryCode(tx, user.id, hash))) return false;
  await appendAudit(tx, {
    actor: { kind: "user", id: user.id },
    action: "second_factor.recovery_code_used",
    subject: { kind: "user", id: user.id },
    address,
  });
  const { email, firstName } = user;
  await queueMails(tx, [{ template: "second_factor", to: email, firstName, change: "recovery_code_used" }]);
  return true;
}

/**
 * Checks an account's second factor, if it has one, in the transaction of the action that requires it: a code is used up if
 * and only if the action is done. Each code of the app and each recovery code works once. Call it only after the password
 * was correct. Throws `second_factor_required` without a code, and `second_factor_invalid`.
 */
export async function passSecondFactor(tx: Tx, keys: FactorKeys, asked: Asked): Promise<PassedBy> {
  const factor = await lockFactor(tx, asked.user.id);
  if (factor === null) return "none";
  if (asked.code === undefined) throw new AppError("second_factor_required");
  const typed = readCode(asked.code);
  if (typed?.kind === "app" && (await usesAppCode(tx, keys, { user: asked.user, factor, digits: typed.digits })))
    return "code";
  if (typed?.kind === "recovery" && (await usesRecoveryCode(tx, asked, typed.hash))) return "recovery_code";
  throw new AppError("second_factor_invalid");
}
