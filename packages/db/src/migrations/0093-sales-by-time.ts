import { type Kysely, sql } from "kysely";

/**
 * What orders amount to by the quarter hour in which they were placed. A quarter is the largest step that the days and hours of all time
 * zones are made of. Triggers write each difference to `sales_changes` in the transaction that makes it, in rows of its own, so that no order
 * waits for another; a worker adds them up in `sales_quarters`. The two together are the sum over all orders at any moment.
 * Orders count when they are `confirmed` or `completed`. No order is ever deleted, and no line changes its quantity.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTables(db);
  await createFunctions(db);
  await sql`
    create trigger orders_placed after insert on orders.orders referencing new table as placed
    for each statement execute function orders.count_placed()`.execute(db);
  await sql`
    create trigger orders_changed after update on orders.orders referencing old table as orders_before new table as orders_after
    for each statement execute function orders.count_changed()`.execute(db);
  await sql`
    create trigger order_lines_placed after insert on orders.order_lines referencing new table as placed
    for each statement execute function orders.count_units()`.execute(db);
  await sql`select orders.recount_sales()`.execute(db);
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  const sums = sql`
    orders integer not null, cancelled integer not null, sales_minor bigint not null, refunds_minor bigint not null,
    units bigint not null`;
  await sql`create table orders.sales_quarters (starts_at timestamptz primary key, ${sums}) with (fillfactor = 50)`.execute(
    db,
  );
  await sql`
    create table orders.sales_changes (
      id bigint generated always as identity primary key, starts_at timestamptz not null, ${sums})`.execute(db);
}

async function createFunctions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function orders.quarter_of(at timestamptz) returns timestamptz language sql immutable parallel safe
    return date_bin('15 minutes', at, '2000-01-01 00:00:00+00')`.execute(db);
  // Its lines come after it: they count themselves.
  await sql`
    create function orders.count_placed() returns trigger language plpgsql as $$
    begin
      insert into orders.sales_changes (starts_at, orders, cancelled, sales_minor, refunds_minor, units)
      select orders.quarter_of(created_at), count(*) filter (where sold), count(*) filter (where status = 'cancelled'),
        coalesce(sum(total_minor) filter (where sold), 0), coalesce(sum(refunded_minor) filter (where sold), 0), 0
      from (select *, status in ('confirmed', 'completed') as sold from placed) as o
      where sold or status = 'cancelled' group by 1;
      return null;
    end $$`.execute(db);
  await sql`
    create function orders.count_units() returns trigger language plpgsql as $$
    begin
      insert into orders.sales_changes (starts_at, orders, cancelled, sales_minor, refunds_minor, units)
      select orders.quarter_of(o.created_at), 0, 0, 0, 0, sum(placed.quantity)
      from placed join orders.orders as o on o.id = placed.order_id
      where o.status in ('confirmed', 'completed') group by 1;
      return null;
    end $$`.execute(db);
  // What each changed order amounted to is taken away, and what it amounts to now is added.
  await sql`
    create function orders.count_changed() returns trigger language plpgsql as $$
    begin
      insert into orders.sales_changes (starts_at, orders, cancelled, sales_minor, refunds_minor, units)
      with state as (
        select o.id, -1 as sign, o.created_at, o.status, o.total_minor, o.refunded_minor
        from orders_before as o join orders_after as n on n.id = o.id
        where (o.created_at, o.status, o.total_minor, o.refunded_minor)
          is distinct from (n.created_at, n.status, n.total_minor, n.refunded_minor)
        union all
        select n.id, 1, n.created_at, n.status, n.total_minor, n.refunded_minor
        from orders_before as o join orders_after as n on n.id = o.id
        where (o.created_at, o.status, o.total_minor, o.refunded_minor)
          is distinct from (n.created_at, n.status, n.total_minor, n.refunded_minor)
      ), counted as (
        select orders.quarter_of(created_at) as starts_at, sign, status in ('confirmed', 'completed') as sold,
          status = 'cancelled' as cancelled, total_minor, refunded_minor,
          case when status in ('confirmed', 'completed') then
            (select coalesce(sum(line.quantity), 0) from orders.order_lines as line where line.order_id = state.id)
          end as units
        from state
      ), summed as (
        select starts_at, coalesce(sum(sign) filter (where sold), 0) as orders, coalesce(sum(sign) filter (where cancelled), 0) as cancelled,
          coalesce(sum(sign * total_minor) filter (where sold), 0) as sales, coalesce(sum(sign * refunded_minor) filter (where sold), 0) as refunds,
          coalesce(sum(sign * units) filter (where sold), 0) as units
        from counted group by 1
      )
      select starts_at, orders, cancelled, sales, refunds, units from summed
      where (orders, cancelled, sales, refunds, units) is distinct from (0, 0, 0, 0, 0);
      return null;
    end $$`.execute(db);
  // For a database that was filled without its triggers. Orders wait meanwhile.
  await sql`
    create function orders.recount_sales() returns void language plpgsql as $$
    begin
      lock table orders.orders in share row exclusive mode;
      delete from orders.sales_changes;
      delete from orders.sales_quarters;
      insert into orders.sales_quarters (starts_at, orders, cancelled, sales_minor, refunds_minor, units)
      select orders.quarter_of(o.created_at), count(*) filter (where sold), count(*) filter (where o.status = 'cancelled'),
        coalesce(sum(o.total_minor) filter (where sold), 0), coalesce(sum(o.refunded_minor) filter (where sold), 0),
        coalesce(sum(line.units) filter (where sold), 0)
      from (
        select id, created_at, status, total_minor, refunded_minor, status in ('confirmed', 'completed') as sold
        from orders.orders where status in ('confirmed', 'completed', 'cancelled')
      ) as o
      left join (select order_id, sum(quantity) as units from orders.order_lines group by 1) as line on line.order_id = o.id
      group by 1;
    end $$`.execute(db);
}
