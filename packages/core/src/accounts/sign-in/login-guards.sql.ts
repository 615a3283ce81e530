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
}

export interface LoginAttempt {
  /** False when the address is locked. Then the password must not even be checked. */
  readonly allowed: boolean;
  /** True for the attempt that locks the address if it fails too. */
  readonly last: boolean;
}

/** A counter that was not used for a day is reset. */
const FORGET_SECONDS = 86_400;

/**
 * Counts one attempt before its password is checked, and returns whether it may be. One statement, so that of fifty
 * concurrent attempts exactly `threshold` are allowed. The last one allowed starts the lock at once; success removes it
 * again.
 */
export async function countAttempt(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<LoginAttempt> {
  const { rows } = await sql<{ tries: number }>`
    insert into accounts.login_guards as g (email_hash, tries, locked_until)
    values (${emailHash}, 1,
            case when ${rule.threshold}::int <= 1 then now() + ${rule.lockSeconds} * interval '1 second' end)
    on conflict (email_hash) do update set
      updated_at = now(),
      tries = case
        when g.locked_until <= now() or g.updated_at < now() - ${FORGET_SECONDS} * interval '1 second' then 1
        else least(g.tries + 1, 1000000) end,
      locked_until = case
        when g.locked_until > now() then g.locked_until
        when (case when g.locked_until <= now() or g.updated_at < now() - ${FORGET_SECONDS} * interval '1 second' then 1
              else g.tries + 1 end) >= ${rule.threshold}
        then now() + ${rule.lockSeconds} * interval '1 second' end
    returning g.tries`.execute(db);
  const tries = rows[0]?.tries ?? Number.MAX_SAFE_INTEGER;
  return { allowed: tries <= rule.threshold, last: tries === rule.threshold };
}

/**
 * Takes back one counted attempt that did not fail: its password was correct, and the second factor comes next. Only this
 * one: other failures meanwhile stay counted, so knowing the password gives no extra guesses at a code.
 */
export async function uncountAttempt(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<void> {
  await sql`
    update accounts.login_guards
    set tries = tries - 1, locked_until = case when tries > ${rule.threshold} then locked_until end
    where email_hash = ${emailHash} and tries > 0`.execute(db);
}

/** Resets the failed attempts of an address: after a success, a password reset, or an unlock by mail or by staff. */
export async function clearAttempts(db: Db | Tx, emailHash: Buffer): Promise<boolean> {
  const result = await db.deleteFrom("accounts.login_guards").where("email_hash", "=", emailHash).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
