import { type Kysely, sql } from "kysely";

/** The trace of a payment: a provider's webhook has no trace context, so it is recorded in this one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.payments add column traceparent text`.execute(db);
}
