import { type Kysely, sql } from "kysely";

/** A refund that the shop paid outside of the provider has a reference instead of the provider's, and an account of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments.refunds
      add column reference text check (length(reference) between 1 and 120),
      drop constraint refunds_check,
      add constraint refunds_check check (state <> 'done' or (provider_ref is null) <> (reference is null))`.execute(
    db,
  );
  await sql`
    alter table payments.ledger_entries
      drop constraint ledger_entries_account_check,
      add constraint ledger_entries_account_check check (account in (
        'provider_balance', 'customer_payments', 'customer_refunds', 'provider_fees', 'refunds_by_hand'))`.execute(db);
}
