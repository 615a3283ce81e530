import { type Kysely, sql } from "kysely";

/**
 * The books in the back office: what exactly each finding is about, when it was last repaired, how far the comparison has come,
 * and the ledger by account and by time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments.reconciliation_findings
      add column facts jsonb not null default '[]',
      add column repair text,
      add column repaired_at timestamptz`.execute(db);
  await sql`
    create index reconciliation_findings_open_newest
    on payments.reconciliation_findings (first_seen_at desc, order_id desc, finding desc) where resolved_at is null`.execute(
    db,
  );
  await sql`
    create index reconciliation_findings_resolved
    on payments.reconciliation_findings (resolved_at desc, order_id desc, finding desc) where resolved_at is not null`.execute(
    db,
  );
  // `counting` is the walk that is under way, `compared` the last whole one.
  await sql`
    alter table payments.reconciliation
      add column checked_at timestamptz,
      add column finished_at timestamptz,
      add column counting integer not null default 0,
      add column compared integer not null default 0`.execute(db);
  await sql`create index ledger_of_account on payments.ledger_entries (account, id desc)`.execute(db);
  await sql`create index ledger_by_time on payments.ledger_entries (at) include (account, currency, amount_minor, transfer_id, payment_id)`.execute(
    db,
  );
}
