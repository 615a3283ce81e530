import { type Kysely, sql } from "kysely";

/**
 * Three stock policies. Of a `tracked` variant no more can be sold than is there, and the table's own check still says so.
 * A `backorder` variant is sold below zero, and an `untracked` one without looking: their counts go on and may be negative,
 * so that a change of policy never has to guess what open orders hold.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table inventory.stock
      add column policy text not null default 'tracked' check (policy in ('tracked', 'untracked', 'backorder')),
      add column backorder_days smallint not null default 10 check (backorder_days between 1 and 365),
      drop constraint stock_on_hand_check,
      drop constraint stock_check,
      add constraint stock_never_oversold check (policy <> 'tracked' or (on_hand >= 0 and reserved <= on_hand))`.execute(
    db,
  );
  await sql`drop index inventory.stock_low`.execute(db);
  await sql`
    create index stock_low on inventory.stock ((on_hand - reserved))
    where policy <> 'untracked' and on_hand - reserved <= low_at`.execute(db);

  // How many units of a hold were not on hand when it was made, and the working days that were promised for them.
  await sql`
    alter table inventory.reservations
      add column backordered integer not null default 0,
      add column backorder_days smallint check (backorder_days between 1 and 365),
      add constraint reservations_backordered check (backordered between 0 and quantity),
      add constraint reservations_backorder_days check ((backordered > 0) = (backorder_days is not null))`.execute(db);

  await sql`alter table catalog.products add column gift_card boolean not null default false`.execute(db);
}
