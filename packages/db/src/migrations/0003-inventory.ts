import { type Kysely, sql } from "kysely";

/**
 * Stock. `on_hand` is what is in the warehouse, `reserved` what open orders hold of it; available is the difference. A
 * confirmed order takes its quantity out of both. The table's own check makes overselling impossible.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema inventory`.execute(db);
  await sql`
    create table inventory.stock (
      variant_id uuid primary key,
      product_id uuid not null,
      on_hand integer not null default 0 check (on_hand >= 0),
      reserved integer not null default 0 check (reserved >= 0),
      low_at integer not null default 5 check (low_at >= 0),
      updated_at timestamptz not null default now(),
      check (reserved <= on_hand)
    ) with (fillfactor = 70)`.execute(db);
  await sql`create index stock_of_product on inventory.stock (product_id)`.execute(db);
  await sql`create index stock_low on inventory.stock ((on_hand - reserved)) where on_hand - reserved <= low_at`.execute(
    db,
  );

  // held: counted in stock.reserved. committed: taken out of on_hand. released, expired: no longer counted.
  await sql`
    create table inventory.reservations (
      id uuid primary key,
      order_id uuid not null,
      variant_id uuid not null references inventory.stock (variant_id),
      quantity integer not null check (quantity > 0),
      state text not null default 'held' check (state in ('held', 'committed', 'released', 'expired', 'restocked')),
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (order_id, variant_id)
    ) with (fillfactor = 80)`.execute(db);
  await sql`create index reservations_expiring on inventory.reservations (expires_at) where state = 'held'`.execute(db);
  await sql`create index reservations_held on inventory.reservations (variant_id) where state = 'held'`.execute(db);

  await sql`
    create table inventory.movements (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      variant_id uuid not null references inventory.stock (variant_id),
      on_hand_delta integer not null,
      reserved_delta integer not null,
      reason text not null check (reason in ('initial', 'import', 'adjustment', 'reserve', 'release', 'expire', 'commit', 'restock')),
      order_id uuid,
      actor_id uuid,
      note text,
      check (on_hand_delta <> 0 or reserved_delta <> 0)
    )`.execute(db);
  await sql`create index movements_of_variant on inventory.movements (variant_id, id desc)`.execute(db);
  await sql`create index movements_of_order on inventory.movements (order_id) where order_id is not null`.execute(db);
  await sql`
    create trigger movements_append_only before update or delete or truncate on inventory.movements
    for each statement execute function audit.refuse_change()`.execute(db);
}
