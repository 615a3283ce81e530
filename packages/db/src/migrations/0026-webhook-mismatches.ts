import { type Kysely, sql } from "kysely";

/** A webhook that contradicts its payment is stored with what differs, as evidence. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments.webhook_events
      add column payment_id uuid references payments.payments (id),
      add column mismatch jsonb,
      drop constraint webhook_events_outcome_check,
      add constraint webhook_events_outcome_check check (outcome in ('applied', 'ignored', 'unmatched', 'mismatch')),
      add constraint webhook_events_evidence check (
        (outcome = 'mismatch') = (mismatch is not null) and (outcome = 'mismatch') = (payment_id is not null))`.execute(
    db,
  );
  await sql`create index webhook_events_mismatched on payments.webhook_events (payment_id) where outcome = 'mismatch'`.execute(
    db,
  );
}
