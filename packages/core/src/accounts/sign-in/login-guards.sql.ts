import { createHash } from "node:crypto";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** The key that attempts for an address are counted under. */
export const guardKey = (email: string): Buffer => createHash("sha256").update(email).digest();

export interface LockoutRule {
  /** Failed attempts allowed in a row. */
  readonly threshold: number;
  readonly lockSeconds: number;
  /** How long an attempt waits for those that are being checked: 5 s unless given. */
  readonly waitMsMax?: number;
  /** How long the check of one attempt may take: 30 s unless given. */
  readonly checkMsMax?: number;
}

/** How long the check of an attempt may take. One that takes longer is refused, whatever was typed. */
export const checkMsMaxOf = (rule: LockoutRule): number => rule.checkMsMax ?? 30_000;

/**
 * `allowed`: the password may be checked. `locked`: it must not be. `busy`: as many attempts are being checked as may still
 * fail; whether this one is allowed depends on them.
 */
export type LoginAttempt = "allowed" | "locked" | "busy";

/** A counter that was not used for a day is reset. */
const FORGET_SECONDS = 86_400;
/**
 * An attempt that has neither failed nor passed after this many times {@link checkMsMaxOf} was lost with its process. So long
 * after an attempt's own limit that no attempt is still being checked when others take its place.
 */
const LOST_AFTER_LIMITS = 4;

/**
 * Counts one attempt before its password is checked, if it may be. `tries` are the failures and the attempts that are being
 * checked, so of fifty concurrent attempts exactly `threshold` are allowed. Only failures lock: {@link countFailure}.
 */
export async function countAttempt(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<LoginAttempt> {
  const lostSeconds = (checkMsMaxOf(rule) * LOST_AFTER_LIMITS) / 1_000;
  const over = sql`(g.locked_until <= now() or g.updated_at < now() - ${FORGET_SECONDS} * interval '1 second')`;
  const lost = sql`(g.locked_until is null and g.updated_at < now() - ${lostSeconds} * interval '1 second')`;
  const { numAffectedRows } = await sql`
    insert into accounts.login_guards as g (email_hash, tries) values (${emailHash}, 1)
    on conflict (email_hash) do update set
      tries = case when ${over} then 1 when ${lost} then g.failures + 1 else g.tries + 1 end,
      failures = case when ${over} then 0 else g.failures end,
      locked_until = case when ${over} then null else g.locked_until end,
      updated_at = now()
    where ${over} or ${lost} or (g.locked_until is null and g.tries < ${rule.threshold}::int)`.execute(db);
  if (numAffectedRows === 1n) return "allowed";
  const guard = await db
    .selectFrom("accounts.login_guards")
    .select("locked_until")
    .where("email_hash", "=", emailHash)
    .executeTakeFirst();
  return guard?.locked_until ? "locked" : "busy";
}

/** Counts the failure of an attempt. True for the one that locks the address. */
export async function countFailure(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<boolean> {
  const { rows } = await sql<{ failures: number }>`
    insert into accounts.login_guards as g (email_hash, tries, failures, locked_until)
    values (${emailHash}, 1, 1,
            case when ${rule.threshold}::int <= 1 then now() + ${rule.lockSeconds} * interval '1 second' end)
    on conflict (email_hash) do update set
      tries = greatest(g.tries, g.failures + 1),
      failures = least(g.failures + 1, 1000000),
      locked_until = case
        when g.locked_until > now() then g.locked_until
        when g.failures + 1 >= ${rule.threshold} then now() + ${rule.lockSeconds} * interval '1 second' end,
      updated_at = now()
    returning g.failures`.execute(db);
  return rows[0]?.failures === rule.threshold;
}

/**
 * Takes back one counted attempt that did not fail: its password was correct and the second factor comes next. Only this one: failures meanwhile stay counted, so knowing the password gives no extra guesses at a code.
 */
export async function uncountAttempt(db: Db, emailHash: Buffer): Promise<void> {
  await sql`
    update accounts.login_guards set tries = greatest(tries - 1, failures)
    where email_hash = ${emailHash}`.execute(db);
}

/** Resets the failed attempts of an address: after a success, a password reset, or an unlock by mail or by staff. */
export async function clearAttempts(db: Db | Tx, emailHash: Buffer): Promise<boolean> {
  const result = await db.deleteFrom("accounts.login_guards").where("email_hash", "=", emailHash).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
