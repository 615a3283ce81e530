import { type Kysely, sql } from "kysely";

/** Indexes for the back office's lists of people and the audit log, and links that invite staff. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Parts of e-mail addresses and names. The leading space lets short terms match the start of a word.
  await sql`
    create index users_search on accounts.users
    using gin (lower(' ' || email || ' ' || first_name || ' ' || last_name) gin_trgm_ops)`.execute(db);
  await sql`create index users_staff_newest on accounts.users (created_at desc, id desc) where role <> 'shopper'`.execute(
    db,
  );
  await sql`create index users_disabled on accounts.users (created_at desc, id desc) where status = 'disabled'`.execute(
    db,
  );

  await sql`
    alter table accounts.mailed_tokens
      drop constraint mailed_tokens_purpose_check,
      add constraint mailed_tokens_purpose_check
        check (purpose in ('verify', 'reset', 'unlock', 'change_email', 'invite'))`.execute(db);

  // The log is read newest first, with every filter.
  await sql`drop index audit.audit_of_subject`.execute(db);
  await sql`drop index audit.audit_of_actor`.execute(db);
  await sql`create index audit_of_subject on audit.entries (subject_id, at desc, id desc)`.execute(db);
  await sql`create index audit_of_area on audit.entries (subject_kind, at desc, id desc)`.execute(db);
  await sql`create index audit_of_actor on audit.entries (actor_id, at desc, id desc) where actor_id is not null`.execute(
    db,
  );
  await sql`create index audit_of_action on audit.entries (action, at desc, id desc)`.execute(db);
}
