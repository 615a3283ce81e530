import { type Kysely, sql } from "kysely";

/** People, their sessions and mailed one-time secrets. Secrets are stored as SHA-256 only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema accounts`.execute(db);
  await sql`
    create table accounts.users (
      id uuid primary key,
      email text not null check (email = lower(email) and length(email) <= 254),
      password_hash text not null,
      first_name text not null default '',
      last_name text not null default '',
      role text not null default 'shopper' check (role in ('shopper', 'support', 'manager', 'admin')),
      status text not null default 'active' check (status in ('active', 'disabled', 'deleted')),
      email_verified_at timestamptz,
      marketing_consent boolean not null default false,
      totp_secret text,
      totp_enabled_at timestamptz,
      totp_last_step bigint,
      demo boolean not null default false,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`create unique index users_email on accounts.users (email) where status <> 'deleted'`.execute(db);
  await sql`create index users_newest on accounts.users (created_at desc, id desc)`.execute(db);

  // Log-in attempts, by the SHA-256 of the typed address: counted and locked in the same way whether or not it has an
  // account.
  await sql`
    create table accounts.login_guards (
      email_hash bytea primary key check (length(email_hash) = 32),
      tries integer not null check (tries >= 0),
      locked_until timestamptz,
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index login_guards_idle on accounts.login_guards (updated_at)`.execute(db);

  // A session is a family of refresh tokens. Revoking the session ends every token of it.
  await sql`
    create table accounts.sessions (
      id uuid primary key,
      user_id uuid not null references accounts.users (id) on delete cascade,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      expires_at timestamptz not null,
      user_agent text not null default '',
      address text not null default '',
      revoked_at timestamptz,
      revoked_reason text check (revoked_reason in ('logout', 'revoked', 'reuse', 'password', 'role', 'disabled', 'deleted')),
      check ((revoked_at is null) = (revoked_reason is null))
    )`.execute(db);
  await sql`create index sessions_of_user on accounts.sessions (user_id, last_seen_at desc) where revoked_at is null`.execute(
    db,
  );
  await sql`create index sessions_expired on accounts.sessions (expires_at)`.execute(db);

  await sql`
    create table accounts.refresh_tokens (
      id uuid primary key,
      session_id uuid not null references accounts.sessions (id) on delete cascade,
      token_hash bytea not null unique check (length(token_hash) = 32),
      issued_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz,
      replaced_by uuid references accounts.refresh_tokens (id) on delete set null
    )`.execute(db);
  await sql`create index refresh_tokens_of_session on accounts.refresh_tokens (session_id)`.execute(db);
  await sql`create index refresh_tokens_replaced on accounts.refresh_tokens (replaced_by) where replaced_by is not null`.execute(
    db,
  );

  await sql`
    create table accounts.mailed_tokens (
      id uuid primary key,
      user_id uuid not null references accounts.users (id) on delete cascade,
      purpose text not null check (purpose in ('verify', 'reset', 'unlock', 'change_email')),
      token_hash bytea not null unique check (length(token_hash) = 32),
      new_email text,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz,
      check ((purpose = 'change_email') = (new_email is not null))
    )`.execute(db);
  await sql`create index mailed_tokens_of_user on accounts.mailed_tokens (user_id, purpose)`.execute(db);

  await sql`
    create table accounts.recovery_codes (
      id uuid primary key,
      user_id uuid not null references accounts.users (id) on delete cascade,
      code_hash bytea not null check (length(code_hash) = 32),
      used_at timestamptz,
      unique (user_id, code_hash)
    )`.execute(db);

  await sql`
    create table accounts.addresses (
      id uuid primary key,
      user_id uuid not null references accounts.users (id) on delete cascade,
      address jsonb not null,
      is_default boolean not null default false,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create unique index addresses_default on accounts.addresses (user_id) where is_default`.execute(db);
  await sql`create index addresses_of_user on accounts.addresses (user_id, created_at)`.execute(db);

  await sql`create schema audit`.execute(db);
  await sql`
    create table audit.entries (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      actor_kind text not null check (actor_kind in ('user', 'system', 'anonymous')),
      actor_id uuid,
      action text not null,
      subject_kind text not null,
      subject_id text not null,
      before jsonb,
      after jsonb,
      reason text,
      address text,
      request_id text
    )`.execute(db);
  await sql`create index audit_newest on audit.entries (at desc, id desc)`.execute(db);
  await sql`create index audit_of_subject on audit.entries (subject_kind, subject_id, id desc)`.execute(db);
  await sql`create index audit_of_actor on audit.entries (actor_id, id desc) where actor_id is not null`.execute(db);

  // Append-only in the database, for every role. Used by audit, movements and the ledger.
  await sql`
    create function audit.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% on %.% refused: rows are append-only', tg_op, tg_table_schema, tg_table_name using errcode = 'restrict_violation';
    end $$`.execute(db);
  await sql`
    create trigger entries_append_only before update or delete or truncate on audit.entries
    for each statement execute function audit.refuse_change()`.execute(db);

  await sql`
    create table accounts.rate_limits (
      key text primary key check (length(key) <= 200),
      window_start bigint not null,
      count integer not null check (count >= 0),
      previous_count integer not null default 0 check (previous_count >= 0),
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index rate_limits_expired on accounts.rate_limits (expires_at)`.execute(db);
}
