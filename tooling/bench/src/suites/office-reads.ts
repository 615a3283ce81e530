import { SHIPMENTS_AT_ONCE } from "@cartwright/contracts/shipment-list";
import { BookFinding } from "@cartwright/contracts/books";
import { ReturnState } from "@cartwright/contracts/orders";
import type { Pool } from "pg";
import { type DeskRead, first, listed, sample, searches } from "./desk-read.ts";

/** What is read of one order besides the order, and of many at once. */
async function workReads(pool: Pool): Promise<DeskRead[]> {
  const numbersIn = (state: string) => sample(pool, `orders.orders where fulfillment_status = '${state}'`, "number");
  const check = (name: string, numbers: readonly string[]): DeskRead =>
    first(`check of ${SHIPMENTS_AT_ONCE} ${name} orders to ship`, "admin.orders.checkShipments", {
      shipments: numbers.slice(0, SHIPMENTS_AT_ONCE).map((number) => ({ number, trackingNumber: `NEW${number}` })),
    });
  const documents = await sample(
    pool,
    "invoices.documents as d join orders.orders as o on o.id = d.order_id",
    "o.number || ' ' || d.number",
  );
  const invoiced = documents.map((pair) => pair.split(" ")).map(([number, document]) => ({ number, document }));
  return [
    check("open", await numbersIn("unfulfilled")),
    check("packed", await numbersIn("packed")),
    check("sent", await numbersIn("delivered")),
    first("pick list", "admin.orders.pickList"),
    {
      name: "documents of an order",
      procedure: "admin.orders.documents",
      inputs: invoiced.map(({ number }) => ({ number })),
    },
    { name: "one document", procedure: "admin.orders.document", inputs: invoiced },
    {
      name: "notes of an order",
      procedure: "admin.orders.notes",
      inputs: (
        await sample(pool, "orders.order_notes as n join orders.orders as o on o.id = n.order_id", "o.number")
      ).map((number) => ({ number })),
    },
    first("tags of all orders", "admin.orders.tags"),
  ];
}

async function returnReads(pool: Pool): Promise<DeskRead[]> {
  const LIST = "admin.returns.list";
  const from = "orders.returns as r join orders.orders as o on o.id = r.order_id where r.state = 'received'";
  const received = (name: string, texts: readonly string[]): DeskRead => ({
    name: `received returns by ${name}`,
    procedure: LIST,
    inputs: texts.map((query) => ({ query, state: "received" })),
  });
  return [
    ...listed("returns", LIST),
    ...ReturnState.options
      .filter((state) => state !== "requested")
      .map((state) => first(`returns, ${state}`, LIST, { state })),
    received("number", await sample(pool, from, "o.number")),
    received("name", await sample(pool, from, "o.shipping_address ->> 'name'")),
    received("SKU", await sample(pool, "orders.order_lines where position = 1", "sku")),
    received("a word that none has", ["marzipan"]),
  ];
}

async function moneyReads(pool: Pool): Promise<DeskRead[]> {
  const LEDGER = "admin.payments.ledger";
  const paid = (await sample(pool, "payments.payments", "order_number")).map((order) => ({ order }));
  const promotions = await sample(pool, "promotions.redemptions", "promotion_id::text");
  return [
    ...listed("ledger", LEDGER),
    first("ledger of one account", LEDGER, { account: "provider_balance" }),
    first("ledger of an account without entries", LEDGER, { account: "refunds_by_hand" }),
    { name: "ledger of an order", procedure: LEDGER, inputs: paid },
    first("balances of this month", "admin.payments.balances"),
    { name: "balances of an order", procedure: "admin.payments.balances", inputs: paid },
    ...listed("findings", "admin.payments.findings"),
    first("findings, resolved", "admin.payments.findings", { state: "resolved" }),
    ...BookFinding.options.map((finding) =>
      first(`findings, ${finding.replaceAll("_", " ")}`, "admin.payments.findings", { finding, state: "resolved" }),
    ),
    ...listed("promotions", "admin.promotions.list"),
    first("promotions, archived", "admin.promotions.list", { state: ["archived"] }),
    first("promotions, used up", "admin.promotions.list", { state: ["used_up"] }),
    searches("promotions by code", "admin.promotions.list", await sample(pool, "promotions.promotions", "code")),
    searches("promotions by title", "admin.promotions.list", await sample(pool, "promotions.promotions", "title")),
    {
      name: "one promotion",
      procedure: "admin.promotions.get",
      inputs: [...new Set(promotions)].map((promotionId) => ({ promotionId })),
    },
  ];
}

async function machineReads(pool: Pool): Promise<DeskRead[]> {
  const [endpointId] = await sample(pool, "webhooks.endpoints", "id::text");
  const LETTERS = "admin.deadLetters.list";
  const DELIVERIES = "admin.webhooks.deliveries";
  return [
    first("webhooks", "admin.webhooks.list"),
    first("one webhook", "admin.webhooks.get", { endpointId }),
    ...listed("webhook deliveries", DELIVERIES, { endpointId }),
    first("webhook deliveries, failed", DELIVERIES, { endpointId, state: "failed" }),
    first("webhook deliveries, pending", DELIVERIES, { endpointId, state: "pending" }),
    first("webhook deliveries of an event that none has", DELIVERIES, { endpointId, event: "order.cancelled" }),
    {
      name: "one webhook delivery",
      procedure: "admin.webhooks.delivery",
      inputs: (await sample(pool, "webhooks.deliveries", "id::text")).map((deliveryId) => ({ deliveryId })),
    },
    ...listed("dead letters", LETTERS),
    ...listed("dead letters, discarded", LETTERS, { state: "discarded" }),
    first("dead letters of one cause", LETTERS, { cause: "poison", state: "discarded" }),
    first("dead letters of a cause that none has", LETTERS, { cause: "timeout", state: "discarded" }),
    first("dead letters by a word that none has", LETTERS, { query: "marzipan", state: "discarded" }),
    {
      name: "one dead letter",
      procedure: "admin.deadLetters.get",
      inputs: (await sample(pool, "saga.dead_letters", "id::text")).map((id) => ({ id })),
    },
  ];
}

async function peopleReads(pool: Pool): Promise<DeskRead[]> {
  const LIST = "admin.customers.list";
  const AUDIT = "admin.audit.list";
  const shoppers = (text: string) => sample(pool, "accounts.users where role = 'shopper'", text);
  return [
    ...listed("customers", LIST),
    first("customers, disabled", LIST, { status: "disabled" }),
    searches("customers by name", LIST, await shoppers("first_name || ' ' || last_name")),
    searches("customers by first name", LIST, await shoppers("first_name")),
    searches("customers by part of an e-mail address", LIST, await shoppers("split_part(email, '@', 1)")),
    searches("customers by a word that none has", LIST, ["marzipan"]),
    {
      name: "one customer",
      procedure: "admin.customers.get",
      inputs: (await shoppers("id::text")).map((id) => ({ id })),
    },
    first("staff", "admin.staff.list"),
    ...listed("audit log", AUDIT),
    first("audit log, one action", AUDIT, { action: "order.shipped" }),
    first("audit log, an action that none has", AUDIT, { action: "order.example" }),
    first("audit log of orders", AUDIT, { subjectKind: "order" }),
    {
      name: "audit log of one order",
      procedure: AUDIT,
      inputs: (await sample(pool, "audit.entries where subject_kind = 'order'", "subject_id")).map((subject) => ({
        subject,
      })),
    },
    first("choices of the audit log", "admin.audit.choices"),
  ];
}

/** What staff read besides the lists of orders, products and stock. */
export async function readOfficeReads(pool: Pool): Promise<DeskRead[]> {
  return [
    first("dashboard", "admin.dashboard"),
    first("sales today", "admin.sales"),
    first("sales, 12 months", "admin.sales", { range: "last_12_months" }),
    first("to do", "admin.todo"),
    ...(await workReads(pool)),
    ...(await returnReads(pool)),
    ...(await moneyReads(pool)),
    ...(await machineReads(pool)),
    ...(await peopleReads(pool)),
  ];
}
