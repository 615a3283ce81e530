import type { Pool, PoolClient } from "pg";

/** How much is added to a shop. */
export interface Filling {
  readonly orders: number;
  readonly products: number;
}

/** Expressions for columns of a table's copies, by table. They replace what the filling writes by itself. */
export type OwnColumns = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Optional additions to a fill. */
export interface Extras {
  readonly own?: OwnColumns;
  /** Conditions on which orders `c` get rows of a table. All do otherwise. */
  readonly only?: Readonly<Record<string, string>>;
  /** Runs before the copies of orders are forgotten: `copies` has their ids, numbers and times. */
  readonly afterOrders?: (client: PoolClient) => Promise<void>;
}

/** A table to copy: which of its rows, and the columns that get values of their own. `t` is a row, `c` one of `copies`. */
interface CopiedTable {
  readonly table: string;
  readonly rows: string;
  readonly own: Readonly<Record<string, string>>;
}

/** The most orders and products that copies are made of. */
const TEMPLATES_MAX = 50;
/** The digits of order numbers, as the column's check has them. */
const DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const NEW_ID = "gen_random_uuid()";

/** What a confirmed order leaves behind. */
const OF_ORDER: readonly CopiedTable[] = [
  {
    table: "orders.orders",
    rows: "t.id = c.template_id",
    own: {
      id: "c.id",
      number: "c.number",
      cart_id: "c.cart_id",
      email: "'past-' || c.n || '@example.com'",
      idempotency_key: NEW_ID,
      created_at: "c.at",
      updated_at: "c.at",
      settled_at: "c.at",
    },
  },
  { table: "orders.order_lines", rows: "t.order_id = c.template_id", own: { order_id: "c.id" } },
  { table: "orders.order_events", rows: "t.order_id = c.template_id", own: { order_id: "c.id", at: "c.at" } },
  {
    table: "cart.carts",
    rows: "t.id = c.template_cart",
    own: { id: "c.cart_id", order_id: "c.id", updated_at: "c.at" },
  },
  { table: "cart.lines", rows: "t.cart_id = c.template_cart", own: { cart_id: "c.cart_id" } },
  { table: "inventory.reservations", rows: "t.order_id = c.template_id", own: { id: NEW_ID, order_id: "c.id" } },
  { table: "inventory.movements", rows: "t.order_id = c.template_id", own: { order_id: "c.id", at: "c.at" } },
  {
    table: "saga.sagas",
    rows: "t.id = c.template_saga",
    own: { id: "c.saga_id", order_id: "c.id", finished_at: "c.at" },
  },
  { table: "saga.journal", rows: "t.saga_id = c.template_saga", own: { saga_id: "c.saga_id" } },
  {
    table: "payments.payments",
    rows: "t.id = c.template_payment",
    own: {
      id: "c.payment_id",
      order_id: "c.id",
      order_number: "c.number",
      saga_id: "c.saga_id",
      idempotency_key: NEW_ID,
      provider_ref: "'past-' || c.n",
    },
  },
  {
    table: "payments.ledger_entries",
    rows: "t.payment_id = c.template_payment",
    own: {
      payment_id: "c.payment_id",
      // The transfer of a charge has its payment's id.
      transfer_id: `case when t.transfer_id = t.payment_id then c.payment_id else md5(t.transfer_id::text || c.n)::uuid end`,
    },
  },
];

const OF_PRODUCT: readonly CopiedTable[] = [
  {
    table: "catalog.products",
    rows: "t.id = c.template_id",
    own: { id: "c.id", slug: "c.slug", title: "c.title", featured: "null", created_at: "c.at" },
  },
  { table: "catalog.product_options", rows: "t.product_id = c.template_id", own: { product_id: "c.id" } },
];

const OF_VARIANT: readonly CopiedTable[] = [
  {
    table: "catalog.variants",
    rows: "t.id = c.template_id",
    own: { id: "c.id", product_id: "c.product_id", sku: "'copy-' || c.n || '-' || t.sku", image_id: "null" },
  },
  {
    table: "inventory.stock",
    rows: "t.variant_id = c.template_id",
    own: { variant_id: "c.id", product_id: "c.product_id", reserved: "0" },
  },
];

/**
 * Adds past orders and products to a shop by SQL: copies of what it holds, with ids, numbers and times of their own, spread
 * over two years. Whole rows are copied, so that a new column needs no change here. The shop must have a confirmed order.
 * `pool` is the superuser's: foreign keys and triggers are off meanwhile. Analyses the tables at the end.
 */
export async function fillShop(pool: Pool, filling: Filling, extras: Extras = {}): Promise<void> {
  const client = await pool.connect();
  try {
    // A shop that has just been started has few statistics. Without them, copies are matched with whole tables one by one.
    await client.query("analyze");
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await client.query("set local statement_timeout = 0");
    await addOrders(client, filling.orders, extras);
    await addProducts(client, filling.products, extras.own);
    // Its triggers did not run.
    await client.query("select orders.recount_sales()");
    // The worker lists the customers again.
    await client.query(
      "update accounts.customer_fill set users_after = default, users_done = false, orders_at = default, orders_after = default, orders_done = false",
    );
    await client.query("commit");
    await client.query("vacuum (analyze)");
    // What is still to be written is the fill's cost, and not that of the first orders after it.
    await client.query("checkpoint");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function addOrders(client: PoolClient, count: number, { own, only, afterOrders }: Extras): Promise<void> {
  const digit = (power: number) => `substr('${DIGITS}', 1 + (n / ${DIGITS.length ** power}) % ${DIGITS.length}, 1)`;
  const { rowCount } = await client.query(`
    create temp table copies on commit drop as
    with templates as (
      select o.id as template_id, o.cart_id as template_cart, s.id as template_saga, p.id as template_payment,
        row_number() over (order by o.created_at desc) - 1 as place, count(*) over () as places
      from orders.orders as o join saga.sagas as s on s.order_id = o.id and s.kind = 'checkout'
        join payments.payments as p on p.order_id = o.id
      where o.status = 'confirmed' and o.payment_status = 'paid' and o.fulfillment_status = 'unfulfilled' and o.guest_hash is not null
      order by o.created_at desc limit ${TEMPLATES_MAX}
    )
    select t.*, n, ${NEW_ID} as id, ${NEW_ID} as cart_id, ${NEW_ID} as saga_id, ${NEW_ID} as payment_id,
      'CW-' || ${[0, 1, 2, 3].map(digit).join(" || ")} || '-' || ${digit(4)} || 'ZZZ' as number,
      now() - interval '2 years' * n / ${count} as at
    from generate_series(1, ${count}) as n join templates as t on t.place = n % least(t.places, ${TEMPLATES_MAX})`);
  if (rowCount !== count) throw new Error("the shop has no confirmed order to copy");
  await client.query("create index on copies (template_id)");
  await client.query("analyze copies");
  for (const table of OF_ORDER) {
    const condition = only?.[table.table];
    const rows = condition === undefined ? table.rows : `${table.rows} and ${condition}`;
    await copy(client, "copies", { ...withOwn(table, own), rows });
  }
  await afterOrders?.(client);
}

const withOwn = (table: CopiedTable, own: OwnColumns = {}): CopiedTable => ({
  ...table,
  own: { ...table.own, ...own[table.table] },
});

async function addProducts(client: PoolClient, count: number, own?: OwnColumns): Promise<void> {
  await client.query(`
    create temp table product_copies on commit drop as
    with templates as (
      select p.id as template_id, p.title as template_title, row_number() over (order by p.id) - 1 as place, count(*) over () as places
      from catalog.products as p where p.status = 'active'
      order by p.id limit ${TEMPLATES_MAX}
    )
    select template_id, n, ${NEW_ID} as id, 'copy-' || n as slug, template_title || ' ' || n as title,
      now() - interval '2 years' * n / ${count} as at
    from generate_series(1, ${count}) as n join templates as t on t.place = n % least(t.places, ${TEMPLATES_MAX})`);
  for (const table of OF_PRODUCT) await copy(client, "product_copies", withOwn(table, own));
  await client.query(`
    create temp table variant_copies on commit drop as
    select v.id as template_id, ${NEW_ID} as id, c.id as product_id, c.n
    from product_copies as c join catalog.variants as v on v.product_id = c.template_id and v.status = 'active'`);
  for (const table of OF_VARIANT) await copy(client, "variant_copies", withOwn(table, own));
}

/** Inserts a copy of each tied row, but for generated columns and identities. */
async function copy(client: PoolClient, copies: string, { table, rows: wanted, own }: CopiedTable): Promise<void> {
  const [schema, name] = table.split(".");
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
      where table_schema = $1 and table_name = $2 and is_generated = 'NEVER' and is_identity = 'NO'`,
    [schema, name],
  );
  const columns = rows.map((row) => row.column_name);
  if (columns.length === 0) throw new Error(`there is no table ${table}`);
  const values = columns.map((column) => own[column] ?? `t.${column}`);
  await client.query(`
    insert into ${table} (${columns.join(", ")})
    select ${values.join(", ")} from ${copies} as c join ${table} as t on ${wanted}`);
}
