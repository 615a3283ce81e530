import { createHash } from "node:crypto";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Under which key tries for an address are counted. */
export const guardKey = (email: string): Buffer => createHash("sha256").update(email).digest();

export interface LockoutRule {
  /** Tries that may fail in a row. */
  readonly threshold: number;
  readonly lockSeconds: number;
}

export interface Try {
  /** False when the address is locked; the password must not even be looked at. */
  readonly allowed: boolean;
  /** True for the one try that, if it fails too, leaves the address locked. */
  readonly last: boolean;
}

/** A counter that nobody touched for a day starts anew. */
const FORGET_SECONDS = 86_400;

/**
 * Counts one try before its password is looked at, and says whether it may be. One statement, so that of fifty tries at
 * once exactly `threshold` are allowed. The last allowed one starts the lock at once; success takes it away again.
 */
export async function takeTry(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<Try> {
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
 * Takes one try back that was counted and did not fail: its password was right, and the second factor is asked for next.
 * Only this one: what others failed meanwhile stays counted, so nobody gets more guesses at a code by knowing a password.
 */
export async function giveBackTry(db: Db, emailHash: Buffer, rule: LockoutRule): Promise<void> {
  await sql`
    update accounts.login_guards
    set tries = tries - 1, locked_until = case when tries > ${rule.threshold} then locked_until end
    where email_hash = ${emailHash} and tries > 0`.execute(db);
}

/** Forgets the failed tries of an address: after a success, a reset password, an unlock by mail or by staff. */
export async function clearTries(db: Db | Tx, emailHash: Buffer): Promise<boolean> {
  const result = await db.deleteFrom("accounts.login_guards").where("email_hash", "=", emailHash).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
