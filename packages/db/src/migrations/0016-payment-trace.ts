import { type Kysely, sql } from "kysely";

/** The trace that a payment belongs to: a provider's webhook, which names none, is shown in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.payments add column traceparent text`.execute(db);
}
