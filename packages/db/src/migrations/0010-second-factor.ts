import { type Kysely, sql } from "kysely";

/** The second factor: one that is being set up is stored beside the enabled one, and a shop may require it of staff. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table accounts.users
      add column totp_pending_secret text,
      add column totp_pending_at timestamptz,
      add constraint users_totp_in_use check ((totp_secret is null) = (totp_enabled_at is null)),
      add constraint users_totp_pending check ((totp_pending_secret is null) = (totp_pending_at is null))`.execute(db);
  await sql`create index users_staff on accounts.users (role) where role <> 'shopper'`.execute(db);

  await sql`
    alter table accounts.sessions
      drop constraint sessions_revoked_reason_check,
      add constraint sessions_revoked_reason_check check (revoked_reason in
        ('logout', 'revoked', 'reuse', 'password', 'role', 'disabled', 'deleted', 'second_factor'))`.execute(db);

  // The shop's policy for accounts: one row, always present.
  await sql`
    create table accounts.policy (
      only_row boolean primary key default true check (only_row),
      second_factor_required boolean not null default false,
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`insert into accounts.policy default values`.execute(db);
}
