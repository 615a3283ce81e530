import { setTimeout as delay } from "node:timers/promises";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { checkMsMaxOf, countAttempt, type LockoutRule } from "./login-guards.sql.ts";

/** An attempt waits this long for those that are being checked. Each takes some tens of milliseconds. */
const WAIT_MS = 5_000;
const FIRST_WAIT_MS = 30;
const WAIT_MS_STEP_MAX = 250;

const unavailable = () => new AppError("unavailable", { retryAfterSeconds: 5 });

/** An attempt that was counted, and may be checked. */
export interface Attempt {
  /**
   * Throws `unavailable` once the check has taken too long. The attempt counts as lost by then and another may have taken its
   * place, so its result must not be revealed. Call it after each check, before using the result.
   */
  readonly refuseIfLate: () => void;
}

/**
 * Counts an attempt before its password is checked; null if the address is locked. Attempts beyond the limit wait until those
 * before them have passed or failed. So many correct log-ins at once all pass, and the number of wrong passwords checked
 * never exceeds the threshold. Throws `unavailable` when the others take too long.
 */
export async function beginAttempt(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<Attempt | null> {
  const until = performance.now() + (rule.waitMsMax ?? WAIT_MS);
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.5, WAIT_MS_STEP_MAX)) {
    const countedFrom = performance.now();
    const attempt = await countAttempt(db, emailHash, rule);
    if (attempt === "locked") return null;
    if (attempt === "allowed")
      return {
        refuseIfLate: () => {
          if (performance.now() - countedFrom >= checkMsMaxOf(rule)) throw unavailable();
        },
      };
    if (performance.now() > until) throw unavailable();
    await delay(waitMs);
  }
}
