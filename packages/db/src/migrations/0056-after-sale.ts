import { type Kysely, sql } from "kysely";

/**
 * What happens after confirmation. Each line knows its share of the order's discount and tax, so that it can be refunded
 * alone; what is left of either belongs to shipping. Refunds say what they were for. Their money is in `payments.refunds`
 * under the same id.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.order_lines
      add column discount_minor bigint not null default 0,
      add column tax_minor bigint not null default 0`.execute(db);
  await shareDiscounts(db);
  await shareTax(db);
  await sql`
    alter table orders.order_lines
      add constraint order_lines_discount check (discount_minor between 0 and total_minor),
      add constraint order_lines_tax check (tax_minor >= 0)`.execute(db);
  await createRefunds(db);
  await sql`
    alter table orders.fulfillments
      add column tracking_url text check (length(tracking_url) <= 500 and tracking_url ~ '^https?://')`.execute(db);
  await sql`
    alter table orders.returns
      add column note text not null default '' check (length(note) <= 500),
      drop constraint returns_state_check,
      add constraint returns_state_check check (state in ('requested', 'approved', 'received', 'refused'))`.execute(db);
  await sql`
    alter table inventory.movements
      drop constraint movements_reason_check,
      add constraint movements_reason_check check (reason in (
        'initial', 'import', 'adjustment', 'reserve', 'release', 'expire', 'commit', 'restock', 'return', 'write_off'))`.execute(
    db,
  );
  // An order may be refunded again while another refund is on its way. The payment limits them together.
  await sql`drop index saga.sagas_open_of_order`.execute(db);
  await sql`
    create unique index sagas_open_of_order on saga.sagas (order_id)
    where state in ('running', 'compensating') and kind <> 'refund'`.execute(db);
}

/** The discount on goods by the lines' totals, the remainder to the largest fractions. Free shipping is none of the lines'. */
async function shareDiscounts(db: Kysely<unknown>): Promise<void> {
  await sql`
    with discounted as (
      select o.id, o.subtotal_minor, least(o.discount_minor, o.subtotal_minor) as discount from orders.orders as o
      where o.discount_minor > 0 and o.subtotal_minor > 0 and not exists (
        select from promotions.promotions as p where p.code = o.promotion_code and p.kind = 'free_shipping')
    ), parts as (
      select line.order_id, line.position, d.discount, d.discount * line.total_minor / d.subtotal_minor as share,
        row_number() over (partition by line.order_id order by d.discount * line.total_minor % d.subtotal_minor desc, line.position) as place
      from orders.order_lines as line join discounted as d on d.id = line.order_id
    ), totals as (select order_id, sum(share) as shared from parts group by order_id)
    update orders.order_lines as line
    set discount_minor = parts.share + case when parts.place <= parts.discount - totals.shared then 1 else 0 end
    from parts join totals using (order_id)
    where line.order_id = parts.order_id and line.position = parts.position`.execute(db);
}

/** The tax by what was paid for each line and for shipping, which comes last. */
async function shareTax(db: Kysely<unknown>): Promise<void> {
  await sql`
    with weights as (
      select o.id as order_id, line.position::int as position, o.tax_minor as tax, line.total_minor - line.discount_minor as weight
      from orders.orders as o join orders.order_lines as line on line.order_id = o.id where o.tax_minor > 0
      union all
      select o.id, 32767, o.tax_minor, o.shipping_minor - (o.discount_minor - (
        select sum(line.discount_minor) from orders.order_lines as line where line.order_id = o.id))
      from orders.orders as o where o.tax_minor > 0
    ), sums as (select order_id, sum(weight) as total from weights group by order_id having sum(weight) > 0),
    parts as (
      select w.order_id, w.position, w.tax, floor(w.tax * w.weight / s.total) as share,
        row_number() over (partition by w.order_id order by w.tax * w.weight % s.total desc, w.position) as place
      from weights as w join sums as s using (order_id)
    ), totals as (select order_id, sum(share) as shared from parts group by order_id)
    update orders.order_lines as line
    set tax_minor = parts.share + case when parts.place <= parts.tax - totals.shared then 1 else 0 end
    from parts join totals using (order_id)
    where line.order_id = parts.order_id and line.position = parts.position`.execute(db);
}

async function createRefunds(db: Kysely<unknown>): Promise<void> {
  // `removed` are units that had not been packed: they are no longer to be sent.
  await sql`
    create table orders.refunds (
      id uuid primary key,
      order_id uuid not null references orders.orders (id) on delete cascade,
      return_id uuid references orders.returns (id) on delete cascade,
      amount_minor bigint not null check (amount_minor > 0),
      tax_minor bigint not null check (tax_minor between 0 and amount_minor),
      shipping_minor bigint not null default 0 check (shipping_minor >= 0),
      reason text not null check (length(reason) <= 300),
      created_at timestamptz not null default now(),
      unique (id, order_id)
    )`.execute(db);
  await sql`create index refunds_of_order on orders.refunds (order_id, created_at)`.execute(db);
  await sql`
    create table orders.refund_lines (
      refund_id uuid not null,
      order_id uuid not null,
      position smallint not null,
      quantity integer not null check (quantity between 1 and 999),
      removed integer not null default 0 check (removed between 0 and quantity),
      amount_minor bigint not null check (amount_minor >= 0),
      primary key (refund_id, position),
      foreign key (refund_id, order_id) references orders.refunds (id, order_id) on delete cascade,
      foreign key (order_id, position) references orders.order_lines (order_id, position) on delete cascade
    )`.execute(db);
  await sql`create index refund_lines_of_order on orders.refund_lines (order_id, position)`.execute(db);
}
