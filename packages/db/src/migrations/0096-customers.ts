import { type Kysely, sql } from "kysely";

/**
 * Customers of the shop: members, and guests by their mailbox. A member's row has the id of the account and follows it by trigger; guests and
 * all sums follow a list of changes that a worker takes up (core, accounts/customers), so that no order waits for another of the same person.
 * `customer_emails` says whose an address is: the orders of a customer are those of the account, and those that were placed without one under
 * these addresses. A shop that has customers already is filled by the worker, some rows at a time (`customer_fill`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createCustomers(db);
  await createNotes(db);
  await createMailboxes(db);
  await followAccounts(db);
  await followOrders(db);
  await createSums(db);
  await fillFromOrders(db);
}

async function createCustomers(db: Kysely<unknown>): Promise<void> {
  // `hidden` is an account that belongs to staff now.
  await sql`
    create table accounts.customers (
      id uuid primary key,
      is_member boolean not null,
      email text not null check (length(email) <= 254),
      first_name text not null default '',
      last_name text not null default '',
      other_emails text not null default '' check (length(other_emails) <= 2000),
      status text not null default 'active' check (status in ('active', 'disabled', 'hidden')),
      subscribed boolean not null default false,
      country text,
      orders integer not null default 0 check (orders >= 0),
      currency text check (currency ~ '^[A-Z]{3}$'),
      spent_minor bigint not null default 0,
      last_order_at timestamptz,
      created_at timestamptz not null default now(),
      search tsvector not null generated always as (
        search.words(email || ' ' || first_name || ' ' || last_name || ' ' || other_emails)
      ) stored
    ) with (fillfactor = 80)`.execute(db);
  await sql`create index customers_newest on accounts.customers (created_at desc, id desc) where status <> 'hidden'`.execute(
    db,
  );
  await sql`create index customers_members on accounts.customers (is_member, created_at desc, id desc) where status <> 'hidden'`.execute(
    db,
  );
  await sql`create index customers_disabled on accounts.customers (created_at desc, id desc) where status = 'disabled'`.execute(
    db,
  );
  await sql`create index customers_subscribed on accounts.customers (subscribed, created_at desc, id desc) where status <> 'hidden'`.execute(
    db,
  );
  await sql`create index customers_of_country on accounts.customers (country, created_at desc, id desc) where status <> 'hidden'`.execute(
    db,
  );
  await sql`create index customers_by_orders on accounts.customers (orders) where status <> 'hidden'`.execute(db);
  await sql`create index customers_by_spent on accounts.customers (spent_minor) where status <> 'hidden'`.execute(db);
  await sql`create index customers_by_last_order on accounts.customers (last_order_at) where status <> 'hidden'`.execute(
    db,
  );
  await sql`create index customers_search on accounts.customers using gin (search)`.execute(db);
  await sql`
    create table accounts.customer_emails (
      email text primary key,
      mailbox text not null,
      customer_id uuid not null references accounts.customers (id) on delete cascade,
      added_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index customer_emails_of_mailbox on accounts.customer_emails (mailbox, added_at, email)`.execute(db);
  await sql`create index customer_emails_of_customer on accounts.customer_emails (customer_id)`.execute(db);
  // Which customer one became: a guest who registered, or an account that was merged into another.
  await sql`
    create table accounts.customer_merges (
      id uuid primary key,
      into_id uuid not null references accounts.customers (id) on delete cascade,
      at timestamptz not null default now()
    )`.execute(db);
  await sql`create index customer_merges_into on accounts.customer_merges (into_id)`.execute(db);
}

async function createNotes(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts.customer_notes (
      id uuid primary key,
      customer_id uuid not null references accounts.customers (id) on delete cascade,
      author_id uuid references accounts.users (id) on delete set null,
      body text not null check (length(body) between 1 and 2000),
      version integer not null default 1 check (version > 0),
      created_at timestamptz not null default now(),
      edited_at timestamptz
    )`.execute(db);
  await sql`create index customer_notes_of_customer on accounts.customer_notes (customer_id, created_at, id)`.execute(
    db,
  );
  await sql`create index customer_notes_by_author on accounts.customer_notes (author_id)`.execute(db);
  // The customer's own time, so that the customers with a tag are read newest first from one index.
  await sql`
    create table accounts.customer_tags (
      customer_id uuid not null references accounts.customers (id) on delete cascade,
      tag text not null check (length(tag) between 1 and 40 and tag = lower(tag)),
      created_at timestamptz not null,
      primary key (customer_id, tag)
    )`.execute(db);
  await sql`create index customer_tags_by_tag on accounts.customer_tags (tag, created_at desc, customer_id desc)`.execute(
    db,
  );
}

async function createMailboxes(db: Kysely<unknown>): Promise<void> {
  // As in contracts, mailbox.ts. Addresses are stored in canonical form.
  await sql`
    create function accounts.mailbox_of(email text) returns text language sql immutable parallel safe as $$
      select replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@' ||
        case split_part(email, '@', 2) when 'googlemail.com' then 'gmail.com' else split_part(email, '@', 2) end
    $$`.execute(db);
  await sql`
    create table accounts.customer_changes (
      id bigint generated always as identity primary key,
      user_id uuid,
      email text,
      check ((user_id is null) <> (email is null))
    )`.execute(db);
  await sql`
    create table accounts.customer_fill (
      only_row boolean primary key default true check (only_row),
      users_after uuid not null default '00000000-0000-0000-0000-000000000000',
      users_done boolean not null default false,
      orders_at timestamptz not null default '-infinity',
      orders_after uuid not null default '00000000-0000-0000-0000-000000000000',
      orders_done boolean not null default false
    )`.execute(db);
  await sql`insert into accounts.customer_fill default values`.execute(db);
}

async function followAccounts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function accounts.project_member(member accounts.users) returns void language plpgsql as $$
    begin
      if member.status = 'deleted' then
        delete from accounts.customers where id = member.id;
        return;
      end if;
      if member.role <> 'shopper' then
        update accounts.customers set status = 'hidden' where id = member.id;
        return;
      end if;
      insert into accounts.customers (id, is_member, email, first_name, last_name, status, subscribed, created_at)
      values (member.id, true, member.email, member.first_name, member.last_name, member.status, member.marketing_consent, member.created_at)
      on conflict (id) do update set email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name,
        status = excluded.status, subscribed = excluded.subscribed;
      insert into accounts.customer_changes (user_id) values (member.id);
    end $$`.execute(db);
  await sql`
    create function accounts.follow_account() returns trigger language plpgsql as $$
    begin
      perform accounts.project_member(new);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger users_become_customers after insert or update of email, first_name, last_name, role, status, marketing_consent, email_verified_at
    on accounts.users for each row execute function accounts.follow_account()`.execute(db);
}

/** Orders that are still pending say nothing yet. */
async function followOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function orders.tell_customers_placed() returns trigger language plpgsql as $$
    begin
      insert into accounts.customer_changes (user_id, email)
      select distinct user_id, case when user_id is null then email end from placed where status <> 'pending';
      return null;
    end $$`.execute(db);
  await sql`
    create function orders.tell_customers_changed() returns trigger language plpgsql as $$
    begin
      insert into accounts.customer_changes (user_id, email)
      select distinct side.user_id, case when side.user_id is null then side.email end
      from orders_before as o join orders_after as n on n.id = o.id
      cross join lateral (values (o.user_id, o.email), (n.user_id, n.email)) as side (user_id, email)
      where n.status <> 'pending' and (o.status, o.total_minor, o.refunded_minor, o.user_id, o.email)
        is distinct from (n.status, n.total_minor, n.refunded_minor, n.user_id, n.email);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger orders_tell_customers_placed after insert on orders.orders referencing new table as placed
    for each statement execute function orders.tell_customers_placed()`.execute(db);
  await sql`
    create trigger orders_tell_customers_changed after update on orders.orders
    referencing old table as orders_before new table as orders_after
    for each statement execute function orders.tell_customers_changed()`.execute(db);
}

/** Whom the orders of before belong to, some at a time, from where the last call ended. */
async function fillFromOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function accounts.list_past_orders(many integer) returns integer language plpgsql as $$
    declare
      place accounts.customer_fill;
      last_at timestamptz;
      last_id uuid;
      read_rows integer;
    begin
      select * into place from accounts.customer_fill where users_done and not orders_done for update;
      if not found then
        return 0;
      end if;
      select count(*), max(p.created_at), (array_agg(p.id order by p.created_at desc, p.id desc))[1] into read_rows, last_at, last_id
      from (
        select created_at, id from orders.orders where (created_at, id) > (place.orders_at, place.orders_after)
        order by created_at, id limit many
      ) as p;
      if read_rows = 0 then
        update accounts.customer_fill set orders_done = true;
        return 0;
      end if;
      insert into accounts.customer_changes (user_id, email)
      select distinct user_id, case when user_id is null then email end from orders.orders
      where (created_at, id) > (place.orders_at, place.orders_after) and (created_at, id) <= (last_at, last_id) and status <> 'pending';
      update accounts.customer_fill set orders_at = last_at, orders_after = last_id;
      return read_rows;
    end $$`.execute(db);
}

async function createSums(db: Kysely<unknown>): Promise<void> {
  // The customer behind an address that orders were placed under without an account. One at a time for each mailbox.
  await sql`
    create function accounts.customer_of_email(given text) returns uuid language plpgsql as $$
    declare
      box constant text := accounts.mailbox_of(given);
      found uuid;
    begin
      select customer_id into found from accounts.customer_emails where email = given;
      if found is not null then
        return found;
      end if;
      perform pg_advisory_xact_lock(hashtextextended('customer ' || box, 0));
      select customer_id into found from accounts.customer_emails where email = given;
      if found is not null then
        return found;
      end if;
      select customer_id into found from accounts.customer_emails where mailbox = box order by added_at, email limit 1;
      if found is null then
        found := gen_random_uuid();
        insert into accounts.customers (id, is_member, email, created_at)
        select found, false, given, coalesce(min(created_at), now()) from orders.orders where email = given and user_id is null;
      end if;
      insert into accounts.customer_emails (email, mailbox, customer_id) values (given, box, found);
      return found;
    end $$`.execute(db);
  // What staff wrote on one customer goes to another, as do the addresses. The tags of both stay.
  await sql`
    create function accounts.join_customers(gone uuid, kept uuid) returns void language plpgsql as $$
    begin
      update accounts.customer_emails set customer_id = kept where customer_id = gone;
      update accounts.customer_notes set customer_id = kept where customer_id = gone;
      insert into accounts.customer_tags (customer_id, tag, created_at)
      select kept, tag, (select created_at from accounts.customers where id = kept) from accounts.customer_tags where customer_id = gone
      on conflict do nothing;
      update accounts.customer_merges set into_id = kept where into_id = gone;
      delete from accounts.customers where id = gone;
      insert into accounts.customer_merges (id, into_id) values (gone, kept) on conflict (id) do update set into_id = excluded.into_id;
    end $$`.execute(db);
  // Whoever has verified an address is the person who ordered under it. An unverified account gets nothing.
  await sql`
    create function accounts.claim_mailbox(member_id uuid) returns void language plpgsql as $$
    declare
      member accounts.users;
      owner uuid;
      owner_is_member boolean;
      box text;
    begin
      select * into member from accounts.users where id = member_id;
      if member.id is null or member.role <> 'shopper' or member.status = 'deleted' or member.email_verified_at is null then
        return;
      end if;
      perform 1 from accounts.customer_emails where email = member.email and customer_id = member_id;
      if found then
        return;
      end if;
      box := accounts.mailbox_of(member.email);
      perform pg_advisory_xact_lock(hashtextextended('customer ' || box, 0));
      select c.id, c.is_member into owner, owner_is_member
      from accounts.customer_emails as e join accounts.customers as c on c.id = e.customer_id
      where e.mailbox = box order by c.is_member, e.added_at, e.email limit 1;
      if owner is not null and not owner_is_member then
        perform 1 from accounts.customers where id in (owner, member_id) order by id for update;
        perform accounts.join_customers(owner, member_id);
      end if;
      insert into accounts.customer_emails (email, mailbox, customer_id) values (member.email, box, member_id)
      on conflict (email) do nothing;
    end $$`.execute(db);
  // A guest is shown as they ordered last. Locks first: the sums are read by a later statement, which sees what was committed meanwhile.
  await sql`
    create function accounts.sum_up_customers(given uuid[], shop_currency text) returns integer language plpgsql as $$
    declare
      many integer;
    begin
      perform 1 from accounts.customers where id = any(given) order by id for update;
      update accounts.customers as c
      set orders = s.orders, currency = shop_currency, spent_minor = s.spent_minor, last_order_at = s.last_order_at,
        country = s.country, other_emails = s.other_emails,
        first_name = case when c.is_member then c.first_name else coalesce(s.name, c.first_name) end,
        email = case when c.is_member then c.email else coalesce(s.email, c.email) end
      from (
        select wanted.id, count(*) filter (where o.sold) as orders,
          coalesce(sum(o.total_minor - o.refunded_minor) filter (where o.sold and o.currency = shop_currency), 0)::bigint as spent_minor,
          max(o.created_at) filter (where o.sold) as last_order_at,
          (array_agg(o.country order by o.created_at desc) filter (where o.country is not null))[1] as country,
          (array_agg(o.email order by o.created_at desc) filter (where o.email is not null))[1] as email,
          left((array_agg(o.name order by o.created_at desc) filter (where o.name is not null))[1], 200) as name,
          coalesce((
            select left(string_agg(e.email, ' ' order by e.added_at), 2000) from accounts.customer_emails as e
            where e.customer_id = wanted.id
          ), '') as other_emails
        from unnest(given) as wanted (id)
        left join lateral (
          select p.status in ('confirmed', 'completed') as sold, p.currency, p.total_minor, p.refunded_minor, p.created_at,
            coalesce(p.shipping_address ->> 'country', p.tax_country) as country, p.shipping_address ->> 'name' as name, p.email
          from orders.orders as p where p.user_id = wanted.id
          union all
          select p.status in ('confirmed', 'completed'), p.currency, p.total_minor, p.refunded_minor, p.created_at,
            coalesce(p.shipping_address ->> 'country', p.tax_country), p.shipping_address ->> 'name', p.email
          from accounts.customer_emails as e join orders.orders as p on p.email = e.email and p.user_id is null
          where e.customer_id = wanted.id
        ) as o on true
        group by wanted.id
      ) as s
      where c.id = s.id;
      get diagnostics many = row_count;
      return many;
    end $$`.execute(db);
}
