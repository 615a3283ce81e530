import { OrderView } from "@cartwright/contracts/order-work";
import type { Pool } from "pg";

/** One kind of read, with inputs that are taken in turn. */
export interface DeskRead {
  readonly name: string;
  readonly procedure: string;
  readonly inputs: readonly Readonly<Record<string, unknown>>[];
  /** Whether the pages after the first are read, from one to the next. */
  readonly pages?: true;
}

const SAMPLES = 40;
const ORDERS = "admin.orders.list";

/** Texts to look for, from rows all over a table. */
async function sample(pool: Pool, table: string, text: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select text from (select ${text} as text from ${table} order by random()) as shuffled where text <> '' limit ${SAMPLES}`,
  );
  if (rows.length === 0) throw new Error(`${table} has nothing to look for`);
  return rows.map((row) => row.text);
}

const searches = (name: string, procedure: string, texts: readonly string[]): DeskRead => ({
  name,
  procedure,
  inputs: texts.map((query) => ({ query })),
});

/** What staff find orders by. */
async function orderSearches(pool: Pool): Promise<DeskRead[]> {
  const of = async (what: string, text: string, table = "orders.orders") =>
    searches(`orders by ${what}`, ORDERS, await sample(pool, table, text));
  return [
    await of("name", "shipping_address ->> 'name'"),
    await of("surname", "split_part(shipping_address ->> 'name', ' ', 2)"),
    await of("part of an e-mail address", "split_part(email, '@', 1)"),
    await of("domain of an e-mail address", "split_part(email, '@', 2)"),
    await of("postcode", "shipping_address ->> 'postalCode'"),
    await of("number", "number"),
    await of("number without a dash", "replace(replace(number, 'CW-', ''), '-', '')"),
    await of("SKU", "sku", "orders.order_lines"),
    await of("product title", "title", "orders.order_lines"),
    await of("note", "body", "orders.order_notes"),
    await of("a word of every note", "'neighbour'", "orders.order_notes"),
    await of("last four digits of the card", "card_last4", "payments.payments"),
    searches("orders by a word that none has", ORDERS, ["marzipan"]),
  ];
}

async function productSearches(pool: Pool): Promise<DeskRead[]> {
  const of = async (what: string, text: string, table = "catalog.products") =>
    searches(`products by ${what}`, "admin.products.list", await sample(pool, table, text));
  return [
    await of("title", "title"),
    await of("barcode", "barcode", "catalog.variants"),
    await of("SKU", "sku", "catalog.variants"),
    await of("vendor", "vendor"),
    await of("tag", "tags[cardinality(tags)]"),
  ];
}

/** All reads that are measured. */
export async function readDeskReads(pool: Pool): Promise<DeskRead[]> {
  const numbers = (await sample(pool, "orders.orders", "number")).map((number) => ({ number }));
  const first = (name: string, procedure: string, input = {}): DeskRead => ({ name, procedure, inputs: [input] });
  return [
    first("orders", ORDERS),
    { ...first("orders, pages 2 to 41", ORDERS), pages: true },
    ...OrderView.options.map((view) => first(`orders, ${view.replaceAll("_", " ")}`, ORDERS, { view })),
    first("orders with a tag", ORDERS, { tag: "gift" }),
    ...(await orderSearches(pool)),
    { name: "one order", procedure: "admin.orders.get", inputs: numbers },
    first("products", "admin.products.list"),
    { ...first("products, pages 2 to 41", "admin.products.list"), pages: true },
    ...(await productSearches(pool)),
    first("inventory", "admin.inventory.list"),
    { ...first("inventory, pages 2 to 41", "admin.inventory.list"), pages: true },
    first("inventory, low stock", "admin.inventory.list", { low: true }),
    searches("inventory by SKU", "admin.inventory.list", await sample(pool, "catalog.variants", "sku")),
    searches("inventory by title", "admin.inventory.list", await sample(pool, "catalog.products", "title")),
    first("ledger", "admin.payments.ledger"),
    { ...first("ledger, pages 2 to 41", "admin.payments.ledger"), pages: true },
    first("findings", "admin.payments.findings"),
    first("audit log", "admin.audit.list"),
    first("audit log, one action", "admin.audit.list", { action: "order.shipped" }),
    first("customers", "admin.customers.list"),
    searches(
      "customers by name",
      "admin.customers.list",
      await sample(pool, "accounts.users", "first_name || ' ' || last_name"),
    ),
  ];
}
