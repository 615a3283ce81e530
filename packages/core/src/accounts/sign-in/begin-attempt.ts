import { setTimeout as delay } from "node:timers/promises";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { countAttempt, type LockoutRule, uncountAttempt } from "./login-guards.sql.ts";

/** An attempt waits this long for those that are being checked. Each takes some tens of milliseconds. */
const WAIT_MS = 5_000;
const FIRST_WAIT_MS = 30;
const WAIT_MS_STEP_MAX = 250;

/**
 * Counts an attempt before its password is checked, and returns whether it may be. Attempts beyond the limit wait until those
 * before them have passed or failed. So many correct log-ins at once all pass, and the number of wrong passwords checked
 * never exceeds the threshold. Throws `unavailable` when the others take too long.
 */
export async function beginAttempt(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<boolean> {
  const until = performance.now() + (rule.waitMsMax ?? WAIT_MS);
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.5, WAIT_MS_STEP_MAX)) {
    const attempt = await countAttempt(db, emailHash, rule);
    if (attempt !== "busy") return attempt === "allowed";
    await uncountAttempt(db, emailHash);
    if (performance.now() > until) throw new AppError("unavailable", { retryAfterSeconds: 5 });
    await delay(waitMs);
  }
}
