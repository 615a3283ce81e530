import { OrderView } from "@cartwright/contracts/order-work";
import type { Pool } from "pg";
import { type DeskRead, first, listed, sample, searches } from "./desk-read.ts";
import { readOfficeReads } from "./office-reads.ts";

const ORDERS = "admin.orders.list";

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
    await of("beginning of a number", "left(number, 9)"),
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

/** What the command palette finds everything by. */
async function paletteSearches(pool: Pool): Promise<DeskRead[]> {
  const of = async (what: string, text: string, table = "orders.orders") =>
    searches(`everything by ${what}`, "admin.search.everything", await sample(pool, table, text));
  return [
    await of("name", "shipping_address ->> 'name'"),
    await of("number", "number"),
    await of("product title", "title", "catalog.products"),
    searches("everything by a word that none has", "admin.search.everything", ["marzipan"]),
  ];
}

/** All reads that are measured. */
export async function readDeskReads(pool: Pool): Promise<DeskRead[]> {
  const numbers = (await sample(pool, "orders.orders", "number")).map((number) => ({ number }));
  const STOCK = "admin.inventory.list";
  const [category] = await sample(pool, "catalog.categories", "slug");
  return [
    ...listed("orders", ORDERS),
    ...OrderView.options.map((view) => first(`orders, ${view.replaceAll("_", " ")}`, ORDERS, { view })),
    first("orders with a tag", ORDERS, { tag: "gift" }),
    first("orders that are cancelled", ORDERS, { orderStatus: ["cancelled"] }),
    first("orders that are refunded", ORDERS, { paymentStatus: ["refunded"] }),
    ...(await orderSearches(pool)),
    { name: "one order", procedure: "admin.orders.get", inputs: numbers },
    ...listed("products", "admin.products.list"),
    first("products, drafts", "admin.products.list", { status: ["draft"] }),
    first("products of a category", "admin.products.list", { category }),
    first("products, low stock", "admin.products.list", { lowStock: true }),
    ...(await productSearches(pool)),
    ...(await paletteSearches(pool)),
    first("setup of a list", "admin.lists.get", { list: "orders" }),
    {
      name: "one product",
      procedure: "admin.products.get",
      inputs: (await sample(pool, "catalog.products", "id::text")).map((productId) => ({ productId })),
    },
    ...listed("inventory", STOCK),
    ...listed("inventory, low stock", STOCK, { low: true }),
    first("inventory, backorder", STOCK, { policy: "backorder" }),
    first("inventory, retired", STOCK, { retired: true }),
    searches("inventory by SKU", STOCK, await sample(pool, "catalog.variants", "sku")),
    searches("inventory by title", STOCK, await sample(pool, "catalog.products", "title")),
    {
      name: "movements of an article",
      procedure: "admin.inventory.movements",
      inputs: (
        await sample(pool, "(select distinct variant_id from inventory.movements) as moved", "variant_id::text")
      ).map((variantId) => ({ variantId })),
    },
    ...(await readOfficeReads(pool)),
  ];
}
