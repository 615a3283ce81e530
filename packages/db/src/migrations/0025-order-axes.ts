import { type Kysely, sql } from "kysely";

/**
 * Splits the single status of an order into three axes, and creates tables for fulfilments, their lines and the lines of
 * returns. Existing orders are migrated: the payment axis from their payment, the goods from their timeline. The previous
 * release cannot write orders afterwards, so stop it first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createFulfillments(db);
  await carryOverGoods(db);
  await splitStatus(db);
  await carryOverEvents(db);
  await sql`alter table orders.orders drop column tracking`.execute(db);
}

async function createFulfillments(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.fulfillments (
      id uuid primary key,
      order_id uuid not null references orders.orders (id) on delete cascade,
      state text not null default 'packed' check (state in ('packed', 'shipped', 'delivered')),
      carrier text check (length(carrier) between 1 and 60),
      tracking_number text check (length(tracking_number) between 1 and 100),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      shipped_at timestamptz,
      delivered_at timestamptz,
      unique (id, order_id),
      check ((state = 'packed') = (shipped_at is null)),
      check ((state = 'delivered') = (delivered_at is not null))
    )`.execute(db);
  await sql`create index fulfillments_of_order on orders.fulfillments (order_id)`.execute(db);
  await sql`
    create table orders.fulfillment_lines (
      fulfillment_id uuid not null,
      order_id uuid not null,
      position smallint not null,
      quantity integer not null check (quantity between 1 and 999),
      primary key (fulfillment_id, position),
      foreign key (fulfillment_id, order_id) references orders.fulfillments (id, order_id) on delete cascade,
      foreign key (order_id, position) references orders.order_lines (order_id, position) on delete cascade
    )`.execute(db);
  await sql`create index fulfillment_lines_of_order on orders.fulfillment_lines (order_id, position)`.execute(db);
  await sql`alter table orders.returns add constraint returns_id_order unique (id, order_id)`.execute(db);
  await sql`
    create table orders.return_lines (
      return_id uuid not null,
      order_id uuid not null,
      position smallint not null,
      quantity integer not null check (quantity between 1 and 999),
      received integer not null default 0 check (received between 0 and quantity),
      primary key (return_id, position),
      foreign key (return_id, order_id) references orders.returns (id, order_id) on delete cascade,
      foreign key (order_id, position) references orders.order_lines (order_id, position) on delete cascade
    )`.execute(db);
  await sql`create index return_lines_of_order on orders.return_lines (order_id, position)`.execute(db);
}

/** Until now an order was packed, shipped and returned as a whole: one fulfilment, and one return, of all its lines. */
async function carryOverGoods(db: Kysely<unknown>): Promise<void> {
  await sql`
    with goods as (
      select o.id, o.status, o.tracking, o.updated_at,
        max(e.at) filter (where e.type = 'order.packed') as packed_at,
        max(e.at) filter (where e.type = 'order.shipped') as shipped_at,
        max(e.at) filter (where e.type = 'order.delivered') as delivered_at
      from orders.orders as o left join orders.order_events as e on e.order_id = o.id
      where o.status <> 'cancelled' group by o.id
    ), dated as (
      select id, tracking,
        coalesce(delivered_at, case when status in ('delivered', 'returned') then updated_at end) as delivered_at,
        coalesce(shipped_at, delivered_at, case when status in ('shipped', 'delivered', 'returned') then updated_at end) as shipped_at,
        coalesce(packed_at, shipped_at, delivered_at,
          case when status in ('packed', 'shipped', 'delivered', 'returned') then updated_at end) as packed_at
      from goods
    )
    insert into orders.fulfillments (id, order_id, state, tracking_number, created_at, updated_at, shipped_at, delivered_at)
    select gen_random_uuid(), id,
      case when delivered_at is not null then 'delivered' when shipped_at is not null then 'shipped' else 'packed' end,
      nullif(left(tracking, 100), ''), packed_at, coalesce(delivered_at, shipped_at, packed_at), shipped_at, delivered_at
    from dated where packed_at is not null`.execute(db);
  await sql`
    insert into orders.fulfillment_lines (fulfillment_id, order_id, position, quantity)
    select f.id, f.order_id, l.position, l.quantity
    from orders.fulfillments as f join orders.order_lines as l on l.order_id = f.order_id`.execute(db);
  await sql`
    insert into orders.return_lines (return_id, order_id, position, quantity, received)
    select r.id, r.order_id, l.position, l.quantity, case when r.state = 'received' then l.quantity else 0 end
    from orders.returns as r join orders.order_lines as l on l.order_id = r.order_id`.execute(db);
}

async function splitStatus(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.orders
      add column reserved boolean not null default false,
      add column payment_status text not null default 'unpaid' check (payment_status in (
        'unpaid', 'authorized', 'paid', 'partially_refunded', 'refunded', 'voided', 'failed')),
      add column fulfillment_status text not null default 'unfulfilled' check (fulfillment_status in (
        'unfulfilled', 'partially_packed', 'packed', 'partially_shipped', 'shipped', 'partially_delivered', 'delivered',
        'partially_returned', 'returned')),
      drop constraint orders_status_check`.execute(db);
  await sql`
    update orders.orders as o
    set reserved = o.status not in ('pending', 'cancelled'),
      payment_status = coalesce((
        select case p.state when 'captured' then 'paid' when 'declined' then 'failed' when 'voided' then 'voided'
          when 'refunded' then 'refunded' when 'partially_refunded' then 'partially_refunded' else 'unpaid' end
        from payments.payments as p where p.order_id = o.id), 'unpaid'),
      fulfillment_status = case
        when o.status = 'returned' or exists (
          select from orders.returns as r where r.order_id = o.id and r.state = 'received') then 'returned'
        else coalesce((select f.state from orders.fulfillments as f where f.order_id = o.id), 'unfulfilled') end`.execute(
    db,
  );
  await sql`
    update orders.orders
    set status = case
        when status = 'cancelled' then 'cancelled'
        when status in ('pending', 'reserved', 'paid') then 'pending'
        when fulfillment_status in ('delivered', 'returned') then 'completed'
        else 'confirmed' end`.execute(db);
  await sql`
    alter table orders.orders add constraint orders_status_check
      check (status in ('pending', 'confirmed', 'completed', 'cancelled'))`.execute(db);
  await sql`create index orders_by_fulfillment on orders.orders (fulfillment_status, created_at desc, id desc)`.execute(
    db,
  );
}

/**
 * Events carry the state after them. Old events get it from their types; events without a change get the state of the one
 * before.
 */
async function carryOverEvents(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.order_events
      add column status text not null default 'pending',
      add column order_status text not null default 'pending',
      add column payment_status text not null default 'unpaid',
      add column fulfillment_status text not null default 'unfulfilled'`.execute(db);
  await sql`
    with told as (
      select e.order_id, e.seq,
        case e.type when 'order.created' then 'pending' when 'inventory.reserved' then 'reserved'
          when 'payment.processed' then 'paid' when 'order.confirmed' then 'confirmed' when 'order.packed' then 'packed'
          when 'order.shipped' then 'shipped' when 'order.delivered' then 'delivered' when 'order.cancelled' then 'cancelled'
          when 'order.returned' then 'returned'
          when 'payment.refunded' then case when o.status in ('confirmed', 'completed') then o.payment_status end end as status,
        case e.type when 'order.created' then 'pending' when 'order.confirmed' then 'confirmed'
          when 'order.delivered' then 'completed' when 'order.cancelled' then 'cancelled' end as order_status,
        case e.type when 'order.created' then 'unpaid' when 'payment.processed' then 'paid'
          when 'payment.failed' then case when o.payment_status in ('failed', 'voided') then o.payment_status end
          when 'payment.refunded' then o.payment_status end as payment_status,
        case e.type when 'order.created' then 'unfulfilled' when 'order.packed' then 'packed' when 'order.shipped' then 'shipped'
          when 'order.delivered' then 'delivered' when 'order.returned' then 'returned' end as fulfillment_status
      from orders.order_events as e join orders.orders as o on o.id = e.order_id
    ), spans as (
      select *, count(status) over w as status_span, count(order_status) over w as order_span,
        count(payment_status) over w as payment_span, count(fulfillment_status) over w as fulfillment_span
      from told window w as (partition by order_id order by seq)
    ), carried as (
      select order_id, seq,
        first_value(status) over (partition by order_id, status_span order by seq) as status,
        first_value(order_status) over (partition by order_id, order_span order by seq) as order_status,
        first_value(payment_status) over (partition by order_id, payment_span order by seq) as payment_status,
        first_value(fulfillment_status) over (partition by order_id, fulfillment_span order by seq) as fulfillment_status
      from spans
    )
    update orders.order_events as e
    set status = coalesce(c.status, 'pending'), order_status = coalesce(c.order_status, 'pending'),
      payment_status = coalesce(c.payment_status, 'unpaid'),
      fulfillment_status = coalesce(c.fulfillment_status, 'unfulfilled')
    from carried as c where c.order_id = e.order_id and c.seq = e.seq`.execute(db);
  // From now on every writer of an event provides the state.
  for (const column of ["status", "order_status", "payment_status", "fulfillment_status"]) {
    await sql`alter table orders.order_events alter column ${sql.id(column)} drop default`.execute(db);
  }
}
