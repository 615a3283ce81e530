import { type Kysely, sql } from "kysely";

/**
 * A session that is replaced after a change of credentials names the first session of its log-in. Null for that first one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts.sessions
      add column log_in_id uuid,
      drop constraint sessions_revoked_reason_check,
      add constraint sessions_revoked_reason_check check (revoked_reason in (
        'logout', 'revoked', 'reuse', 'password', 'email', 'role', 'disabled', 'deleted', 'second_factor'))`.execute(
    db,
  );
}
