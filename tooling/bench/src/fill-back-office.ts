import type { Pool, PoolClient } from "pg";
import { addDeskWork } from "./fill-desk-work.ts";
import { fillShop, type OwnColumns } from "./fill-shop.ts";
import { uuidOf } from "./sql-uuid.ts";

/** How large the back office's shop is. */
export interface BackOfficeSize {
  readonly orders: number;
  readonly customers: number;
  readonly products: number;
}

const list = (words: string) =>
  `array[${words
    .split(" ")
    .map((word) => `'${word}'`)
    .join(", ")}]`;
const FIRST_NAMES = list(
  "Anna Ben Clara David Emma Felix Greta Hugo Iris Jonas Kate Lena Maria Noah Olga Paul Ruth Rosa Stefan Tom Ursula Vera William Xenia Yvonne Zoe Ada Bruno Carol Dora Emil Fay Gil Hannah Ivan Jane Karl Leo Matt Nina",
);
/** 25 beginnings and 20 endings make 500 surnames. */
const BEGINNINGS = list(
  "Ash Black Brad Brook Carl Clay East Fair Gold Green Hart Hazel High King Lang Long Marsh Mill North Oak Red Stan Thorn West White",
);
const ENDINGS = list("bank berry by combe dale den field ford gate ham hill land ley ling man mere more side ton wood");

const pick = (words: string, at: string) => `(${words})[1 + (${at}) % cardinality(${words})]`;
/** The person with the number `k`, the same in the accounts and in the orders. */
const person = (k: string) => {
  const first = pick(FIRST_NAMES, k);
  const last = `${pick(BEGINNINGS, `${k} / 40`)} || ${pick(ENDINGS, `${k} / 1000`)}`;
  return { first, last, email: `lower(${first} || '.' || ${last}) || ${k} || '@mail' || ${k} % 7 || '.example'` };
};

/**
 * What makes copies of a few orders look like a shop's. Number 1 is the newest. Two in a hundred are still to be sent, one in 4,000 of the newest
 * needs a person, and the words of each are its own. The words are written as `search.order_document` does with letters and digits, in a twentieth of its time.
 */
function ownColumns({ orders, customers, products }: BackOfficeSize): OwnColumns {
  const k = `c.n % ${customers}`;
  const { first, last, email } = person(`(${k})`);
  const address = `t.shipping_address || jsonb_build_object('name', ${first} || ' ' || ${last},
    'postalCode', (10000 + ${k} % 9000)::text)`;
  const age = `c.n * 1000.0 / ${orders}`;
  const sku = `'copy-' || 1 + c.n % ${products}`;
  const note = `case when c.n % 20 = 0 then ${NOTE} end`;
  const card = `lpad((c.n % 10000 * 7919 % 10000)::text, 4, '0')`;
  const stuck = `c.n % 4000 = 1`;
  return {
    "orders.orders": {
      email,
      // Half of the orders are of customers with an account, the rest of guests.
      user_id: `case when c.n % 2 = 0 then ${customerId(`(${k})`)} end`,
      guest_hash: "case when c.n % 2 = 1 then sha256(convert_to(c.id::text, 'UTF8')) end",
      shipping_address: address,
      status: `case when ${age} < 40 then 'confirmed' else 'completed' end`,
      fulfillment_status: `case when ${age} < 10 then 'unfulfilled' when ${age} < 15 then 'packed' when ${age} < 20 then 'partially_shipped'
        when ${age} < 40 then 'shipped' else 'delivered' end`,
      search: `t.search || array_to_tsvector(string_to_array(btrim(regexp_replace(lower(concat_ws(' ', c.number, replace(c.number, '-', ''),
        right(replace(c.number, '-', ''), 8), ${email}, ${first}, ${last}, 10000 + ${k} % 9000, ${sku}, replace(${sku}, '-', ''), ${note},
        ${card})), '[^a-z0-9]+', ' ', 'g')), ' '))`,
    },
    "orders.order_lines": { sku: `case when t.position = 1 then ${sku} else t.sku end` },
    "saga.sagas": {
      state: `case when ${stuck} then 'stuck' else t.state end`,
      finished_at: `case when ${stuck} then null else c.at end`,
      created_at: "c.at",
      // Given up by the sweeper, so that they stay as they are.
      retries: `case when ${stuck} then 1000 else t.retries end`,
      escalated_at: `case when ${stuck} then c.at end`,
    },
    "payments.payments": {
      card_brand: "'visa'",
      card_last4: card,
      created_at: "c.at",
      // Older than what the reconciliation asks the provider about, which has none of the copies.
      updated_at: "c.at - interval '2 days'",
    },
    "payments.ledger_entries": { at: "c.at" },
    "catalog.products": {
      vendor: "'Maker ' || c.n % 400",
      tags: "t.tags || array['batch ' || c.n % 1000]",
      codes: `(
        select left(string_agg('copy-' || c.n || '-' || variant.sku || ' ' || ${BARCODE}, ' '), 50000)
        from catalog.variants as variant where variant.product_id = t.id and variant.status = 'active')`,
    },
    "catalog.variants": { barcode: BARCODE },
    "inventory.stock": { on_hand: "case when c.n % 100 = 0 then 0 else 10 + c.n % 500 end" },
  };
}

/** The account of the customer with the number `k`. */
const customerId = (k: string) => uuidOf(`'customer ' || ${k}`);

const BARCODE = "(4000000000000 + c.n)::text";
const NOTE = `'Called about parcel ' || c.n || ', leave it with the neighbour'`;

/** Adds customers by SQL, copies of one of the shop's. */
async function addCustomers(client: PoolClient, count: number): Promise<void> {
  const { first, last, email } = person("n");
  await client.query(`
    insert into accounts.users (id, email, password_hash, role, status, first_name, last_name, email_verified_at, created_at)
    select ${customerId("n")}, ${email}, t.password_hash, 'shopper', 'active', ${first}, ${last}, now(), now() - interval '2 years' * n / ${count}
    from generate_series(0, ${count - 1}) as n,
      (select password_hash from accounts.users where role = 'shopper' order by created_at limit 1) as t`);
}

/** What no list reads is there for one order in ten, and for the newest. */
const HISTORY = Object.fromEntries(
  [
    "orders.order_events",
    "cart.carts",
    "cart.lines",
    "inventory.reservations",
    "inventory.movements",
    "saga.journal",
  ].map((table) => [table, "(c.n % 10 = 0 or c.n <= 1000)"]),
);

/** The indexes that the fill would write to row by row; built again from all rows they take a fraction of the time. */
const SLOW_INDEXES = `
  select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
  from pg_index as i join pg_class as t on t.oid = i.indrelid join pg_namespace as s on s.oid = t.relnamespace
  where s.nspname in ('orders', 'saga', 'payments', 'inventory', 'cart', 'catalog', 'audit', 'invoices', 'webhooks')
    and not i.indisunique and not exists (select from pg_constraint as c where c.conindid = i.indexrelid)`;

/** Fills a shop as {@link fillShop} does, with customers, and with names, addresses, articles and states that differ. */
export async function fillBackOffice(pool: Pool, size: BackOfficeSize): Promise<void> {
  const { rows } = await pool.query<{ name: string; definition: string }>(SLOW_INDEXES);
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  await fillShop(
    pool,
    { orders: size.orders, products: size.products },
    {
      own: ownColumns(size),
      only: HISTORY,
      async afterOrders(client) {
        await addDeskWork(client, { orders: size.orders, note: NOTE });
        await addCustomers(client, size.customers);
      },
    },
  );
  // One connection has the setting.
  const client = await pool.connect();
  try {
    await client.query("set maintenance_work_mem = '512MB'; set statement_timeout = 0");
    for (const { definition } of rows) await client.query(definition);
    await client.query("vacuum (analyze)");
  } finally {
    client.release(true);
  }
}
