import { type Kysely, sql } from "kysely";

/** Reconciliation keeps its position and its findings, so that any worker can continue and each finding is logged once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments.reconciliation (
      id smallint primary key check (id = 1),
      holder uuid not null,
      leased_until timestamptz not null,
      due_at timestamptz not null default now(),
      after_id uuid
    )`.execute(db);
  await sql`
    create table payments.reconciliation_findings (
      order_id uuid not null,
      finding text not null,
      payment_id uuid references payments.payments (id),
      detail text not null,
      first_seen_at timestamptz not null default now(),
      resolved_at timestamptz,
      primary key (order_id, finding)
    )`.execute(db);
  await sql`create index reconciliation_findings_open on payments.reconciliation_findings (finding) where resolved_at is null`.execute(
    db,
  );
  await sql`create index reconciliation_findings_of_payment on payments.reconciliation_findings (payment_id)`.execute(
    db,
  );
}
