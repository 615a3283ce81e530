import { type Kysely, sql } from "kysely";

/** Every mail, written in the transaction of its cause and sent by a job. The mailbox page reads the sent ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema notifications`.execute(db);
  await sql`
    create table notifications.mails (
      id uuid primary key,
      template text not null,
      recipient text not null check (length(recipient) <= 254),
      subject text not null,
      html text not null,
      text text not null,
      state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
      attempts integer not null default 0,
      claimed_until timestamptz,
      order_id uuid,
      dedupe_key text unique,
      error text,
      created_at timestamptz not null default now(),
      sent_at timestamptz,
      check ((state = 'sent') = (sent_at is not null))
    )`.execute(db);
  // claimed_until is a lease: its holder talks to the mail server, outside of any transaction.
  await sql`create index mails_newest on notifications.mails (created_at desc, id desc)`.execute(db);
  await sql`create index mails_of_order on notifications.mails (order_id) where order_id is not null`.execute(db);
}
