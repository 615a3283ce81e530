import { type Kysely, sql } from "kysely";

/** Webhooks of payment providers as a list: which order each was about, whether it was run again, and how many were not accepted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments.webhook_events
      add column provider_ref text,
      add column order_number text,
      add column rerun_at timestamptz,
      add column rerun_effect text check (length(rerun_effect) <= 40),
      add constraint webhook_events_rerun check ((rerun_at is null) = (rerun_effect is null))`.execute(db);
  await sql`
    update payments.webhook_events
    set provider_ref = coalesce(payload ->> 'charge', payload ->> 'intent'), order_number = payload ->> 'orderNumber'`.execute(
    db,
  );
  await sql`drop index payments.webhook_events_newest`.execute(db);
  await sql`
    create index webhook_events_newest on payments.webhook_events (received_at desc, provider, event_id)`.execute(db);
  await sql`
    create index webhook_events_by_outcome on payments.webhook_events (outcome, received_at desc, provider, event_id)`.execute(
    db,
  );
  await sql`
    create index webhook_events_by_order on payments.webhook_events (order_number, received_at desc, provider, event_id)
    where order_number is not null`.execute(db);
  await sql`
    create table payments.webhook_refusals (
      provider text not null check (length(provider) between 1 and 40),
      reason text not null check (length(reason) between 1 and 60),
      hour timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
      count integer not null check (count > 0),
      last_at timestamptz not null,
      primary key (provider, reason, hour)
    )`.execute(db);
}
