import { type Kysely, sql } from "kysely";

/** A link that restores the former address of an account, and an index of the addresses that are kept for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts.mailed_tokens
      drop constraint mailed_tokens_purpose_check,
      add constraint mailed_tokens_purpose_check
        check (purpose in ('verify', 'reset', 'unlock', 'change_email', 'restore_email', 'invite')),
      drop constraint mailed_tokens_check,
      add constraint mailed_tokens_check
        check ((purpose in ('change_email', 'restore_email')) = (new_email is not null))`.execute(db);
  await sql`
    create index mailed_tokens_kept on accounts.mailed_tokens (new_email) where purpose = 'restore_email'`.execute(db);
}
