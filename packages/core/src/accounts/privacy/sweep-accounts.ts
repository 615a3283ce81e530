import { sql } from "kysely";
import type { Deps } from "../../kernel/deps.ts";

/**
 * How long ended sessions and used links are kept for the investigation of incidents. The audit log keeps entries for ever.
 */
export const SESSIONS_KEPT_DAYS = 30;
const LINKS_KEPT_DAYS = 7;
const TRIES_KEPT_DAYS = 2;

/**
 * Deletes ended sessions with their tokens, used and expired links, and old attempt counters. At most `limit` rows of each
 * at a time; returns how many were deleted. Safe to run at any time and any number of times.
 */
export async function sweepAccounts(deps: Pick<Deps, "db">, limit: number): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with old_sessions as (
      delete from accounts.sessions where id in (
        select id from accounts.sessions
        where expires_at < now() - ${SESSIONS_KEPT_DAYS} * interval '1 day'
           or revoked_at < now() - ${SESSIONS_KEPT_DAYS} * interval '1 day'
        limit ${limit} for update skip locked)
      returning 1
    ), old_tokens as (
      delete from accounts.refresh_tokens where id in (
        select id from accounts.refresh_tokens where expires_at < now() - ${SESSIONS_KEPT_DAYS} * interval '1 day'
        limit ${limit} for update skip locked)
      returning 1
    ), old_links as (
      delete from accounts.mailed_tokens where id in (
        select id from accounts.mailed_tokens where expires_at < now() - ${LINKS_KEPT_DAYS} * interval '1 day'
        limit ${limit} for update skip locked)
      returning 1
    ), old_tries as (
      delete from accounts.login_guards where email_hash in (
        select email_hash from accounts.login_guards where updated_at < now() - ${TRIES_KEPT_DAYS} * interval '1 day'
        limit ${limit} for update skip locked)
      returning 1
    )
    select ((select count(*) from old_sessions) + (select count(*) from old_tokens)
          + (select count(*) from old_links) + (select count(*) from old_tries))::int as gone`.execute(deps.db);
  return rows[0]?.gone ?? 0;
}
