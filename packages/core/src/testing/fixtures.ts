import { randomBytes } from "node:crypto";
import type { Address } from "@cartwright/contracts/checkout";
import type { OrderId, OrderNumber, ProductId, SessionId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { OrderEventType } from "@cartwright/contracts/messages";
import {
  type OrderState,
  type OrderStatuses,
  type OrderSummaryStatus,
  showStatuses,
} from "@cartwright/contracts/order-status";
import type { Role } from "@cartwright/contracts/permissions";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { createLogger } from "@cartwright/observability/logger";
import { sql } from "kysely";
import type { Actor } from "../kernel/actor.ts";
import { NO_FAIL_POINTS } from "../kernel/fail-points.ts";
import { newId, newOrderNumber } from "../kernel/ids.ts";
import { refreshOrderSearch } from "../orders/refresh-search.ts";
import type { PlaceOrderDeps } from "../saga/flows/checkout/place-order.ts";

/**
 * Fixtures for tests. Rows are written straight into the tables, so that a test of one area does not depend on another
 * area's use cases.
 *
 * - `createProduct(db, {...})`: an active product with variants and stock; returns ids, slugs and prices.
 * - `createStock(db, productId, variantId, onHand)`: sets a variant's stock.
 * - `createUser(db, {...})`: an account; `createMember(db)`: its actor. `newGuest()`: a guest's actor with a cookie's hash.
 * - `createSession(db, userId, {...})`: a session with its refresh token, as after a log-in.
 * - `createOrder(db, owner, {...})`: an order with its lines and timeline, in any state; returns id and number.
 * - `createDeliveryRules(db)`: shipping methods `standard` and `express`, tax rates for DE, FR, US-CA and the world.
 * - `testDeps(db)`: dependencies with a silent logger, no fail point armed, and the sandbox provider. `ADDRESS`: the
 *   shipping address of tests.
 */
export interface VariantFixture {
  readonly priceMinor?: number;
  readonly onHand?: number;
  readonly weightGrams?: number;
  readonly requiresShipping?: boolean;
  readonly taxable?: boolean;
  readonly status?: "active" | "discontinued";
  readonly title?: string;
  readonly policy?: StockPolicy;
}

export interface ProductFixture {
  readonly title?: string;
  readonly giftCard?: boolean;
  readonly status?: "draft" | "active" | "archived";
  readonly currency?: string;
  readonly variants?: readonly VariantFixture[];
}

export interface CreatedVariant {
  readonly id: VariantId;
  readonly sku: string;
  readonly priceMinor: number;
}

export interface CreatedProduct {
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
  /** At least one. */
  readonly variants: readonly [CreatedVariant, ...CreatedVariant[]];
}

/** Adds a product with its variants (one for 1,999 minor units, 100 on hand, 250 g, unless told otherwise). */
export async function createProduct(db: Db, fixture: ProductFixture = {}): Promise<CreatedProduct> {
  const id = newId<ProductId>();
  const title = fixture.title ?? `Thing ${id.slice(-6)}`;
  const slug = `thing-${id}`;
  const currency = fixture.currency ?? "EUR";
  const variants = (fixture.variants ?? [{}]).map((variant, index) => ({
    row: {
      id: newId<VariantId>(),
      product_id: id,
      sku: `SKU-${id.slice(-12)}-${index + 1}`.toUpperCase(),
      title: variant.title ?? `Kind ${index + 1}`,
      options: [`Kind ${index + 1}`],
      price_minor: variant.priceMinor ?? 1_999,
      currency,
      weight_grams: variant.weightGrams ?? 250,
      requires_shipping: variant.requiresShipping ?? true,
      taxable: variant.taxable ?? true,
      position: index + 1,
      status: variant.status ?? "active",
    },
    onHand: variant.onHand ?? 100,
    policy: variant.policy ?? ("tracked" as const),
  }));
  const prices = variants.map(({ row }) => row.price_minor);
  await db
    .insertInto("catalog.products")
    .values({
      id,
      slug,
      title,
      currency,
      status: fixture.status ?? "active",
      price_min_minor: Math.min(...prices),
      price_max_minor: Math.max(...prices),
      in_stock: variants.some(({ onHand, policy }) => onHand > 0 || policy !== "tracked"),
      gift_card: fixture.giftCard ?? false,
      codes: variants.map(({ row }) => `${row.sku} ${row.sku.replaceAll("-", "")}`).join(" "),
    })
    .execute();
  await db.insertInto("catalog.product_options").values({ product_id: id, position: 1, name: "Kind" }).execute();
  await db
    .insertInto("catalog.variants")
    .values(variants.map(({ row }) => row))
    .execute();
  for (const { row, ...stock } of variants) await createStock(db, { productId: id, variantId: row.id, ...stock });
  const [first, ...rest] = variants.map(({ row }) => ({ id: row.id, sku: row.sku, priceMinor: row.price_minor }));
  if (!first) throw new Error("a product needs a variant");
  return { id, slug, title, variants: [first, ...rest] };
}

/** Sets the units on hand of a variant. What is reserved stays. */
export async function createStock(
  db: Db,
  stock: {
    readonly productId: ProductId;
    readonly variantId: VariantId;
    readonly onHand: number;
    readonly policy?: StockPolicy;
  },
): Promise<void> {
  await db
    .insertInto("inventory.stock")
    .values({
      variant_id: stock.variantId,
      product_id: stock.productId,
      on_hand: stock.onHand,
      policy: stock.policy ?? "tracked",
    })
    .onConflict((conflict) => conflict.column("variant_id").doUpdateSet({ on_hand: stock.onHand }))
    .execute();
}

/** A guest with a cookie. */
export function newGuest(): Extract<Actor, { kind: "guest" }> & { readonly guestHash: Buffer } {
  return { kind: "guest", guestHash: randomBytes(32) };
}

/** Adds an account that no one can log in to (its password hash matches nothing). */
export async function createUser(
  db: Db,
  fixture: {
    readonly email?: string;
    readonly role?: Role;
    readonly firstName?: string;
    readonly isVerified?: boolean;
  } = {},
): Promise<{ readonly id: UserId; readonly email: string }> {
  const id = newId<UserId>();
  const email = fixture.email ?? `person-${id}@example.com`;
  await db
    .insertInto("accounts.users")
    .values({
      id,
      email,
      password_hash: "!",
      first_name: fixture.firstName ?? "Kim",
      last_name: "Example",
      role: fixture.role ?? "shopper",
      email_verified_at: fixture.isVerified ? new Date() : null,
    })
    .execute();
  return { id, email };
}

/** Adds an account and returns its actor. The session id has no row. */
export async function createMember(
  db: Db,
  fixture: { readonly role?: Role } = {},
): Promise<Extract<Actor, { kind: "user" }>> {
  const { id } = await createUser(db, fixture);
  const sessionId = newId<SessionId>();
  return {
    kind: "user",
    userId: id,
    sessionId,
    logInId: sessionId,
    role: fixture.role ?? "shopper",
    enrolmentDue: false,
  };
}

/** Adds a session with its refresh token that expires in this many seconds (an hour, unless told otherwise). */
export async function createSession(
  db: Db,
  userId: UserId,
  fixture: { readonly endsInSeconds?: number; readonly address?: string } = {},
): Promise<SessionId> {
  const id = newId<SessionId>();
  const expires_at = sql<Date>`now() + ${fixture.endsInSeconds ?? 3_600} * interval '1 second'`;
  await db
    .insertInto("accounts.sessions")
    .values({ id, user_id: userId, expires_at, address: fixture.address ?? "" })
    .execute();
  await db
    .insertInto("accounts.refresh_tokens")
    .values({ id: newId(), session_id: id, token_hash: randomBytes(32), expires_at })
    .execute();
  return id;
}

const CONFIRMED: OrderState = {
  status: "confirmed",
  reserved: true,
  paymentStatus: "paid",
  fulfillmentStatus: "unfulfilled",
};

/** An order in a state that the summary describes. */
export const ORDER_STATES: Readonly<Record<OrderSummaryStatus, OrderState>> = {
  pending: { status: "pending", reserved: false, paymentStatus: "unpaid", fulfillmentStatus: "unfulfilled" },
  reserved: { ...CONFIRMED, status: "pending", paymentStatus: "unpaid" },
  paid: { ...CONFIRMED, status: "pending" },
  confirmed: CONFIRMED,
  packed: { ...CONFIRMED, fulfillmentStatus: "packed" },
  partially_shipped: { ...CONFIRMED, fulfillmentStatus: "partially_shipped" },
  shipped: { ...CONFIRMED, fulfillmentStatus: "shipped" },
  delivered: { ...CONFIRMED, status: "completed", fulfillmentStatus: "delivered" },
  cancelled: { ...CONFIRMED, status: "cancelled", reserved: false, paymentStatus: "failed" },
  returned: { ...CONFIRMED, status: "completed", fulfillmentStatus: "returned" },
  refunded: { ...CONFIRMED, status: "completed", paymentStatus: "refunded", fulfillmentStatus: "returned" },
  partially_refunded: {
    ...CONFIRMED,
    status: "completed",
    paymentStatus: "partially_refunded",
    fulfillmentStatus: "delivered",
  },
};

export interface OrderFixture {
  readonly status?: OrderSummaryStatus;
  /** Changes to the state that `status` describes. */
  readonly state?: Partial<OrderState>;
  readonly email?: string;
  readonly totalMinor?: number;
  /** Units of its one line. `totalMinor` must be divisible by it. */
  readonly quantity?: number;
  /** Types of the timeline's events, numbered from 1. */
  readonly events?: readonly OrderEventType[];
  /** How long ago it was placed. */
  readonly ageSeconds?: number;
}

/** Adds an order of one line (its whole total, no shipping, no tax) with a timeline, as if it had been placed by `owner`. */
export async function createOrder(
  db: Db,
  owner: Actor,
  fixture: OrderFixture = {},
): Promise<{ readonly id: OrderId; readonly number: OrderNumber }> {
  const id = newId<OrderId>();
  const number = newOrderNumber();
  const totalMinor = fixture.totalMinor ?? 1_999;
  const quantity = fixture.quantity ?? 1;
  const events = fixture.events ?? ["order.created"];
  const state = { ...ORDER_STATES[fixture.status ?? "pending"], ...fixture.state };
  await db
    .insertInto("orders.orders")
    .values({
      id,
      number,
      status: state.status,
      reserved: state.reserved,
      payment_status: state.paymentStatus,
      fulfillment_status: state.fulfillmentStatus,
      email: fixture.email ?? "kim@example.com",
      user_id: owner.kind === "user" ? owner.userId : null,
      guest_hash: owner.kind === "guest" ? owner.guestHash : null,
      cart_id: newId(),
      currency: "EUR",
      subtotal_minor: totalMinor,
      tax_included: true,
      total_minor: totalMinor,
      shipping_address: JSON.stringify(ADDRESS),
      shipping_method_id: "standard",
      shipping_method: "Standard",
      idempotency_scope: `test:${id}`,
      idempotency_key: newId(),
      request_hash: randomBytes(32),
      last_seq: events.length,
      created_at: sql<Date>`now() - ${fixture.ageSeconds ?? 0} * interval '1 second'`,
    })
    .execute();
  await db
    .insertInto("orders.order_lines")
    .values({
      order_id: id,
      position: 1,
      variant_id: newId(),
      product_id: newId(),
      slug: "thing",
      title: "Thing",
      variant_title: "Kind 1",
      quantity,
      unit_price_minor: totalMinor / quantity,
      total_minor: totalMinor,
    })
    .execute();
  await inTransaction(db, (tx) => refreshOrderSearch(tx, [id]));
  if (HAS_ARRIVED.has(state.fulfillmentStatus)) await insertDelivery(db, id);
  await insertEvents(db, id, { events, after: showStatuses(state) });
  return { id, number };
}

const HAS_ARRIVED: ReadonlySet<OrderState["fulfillmentStatus"]> = new Set([
  "delivered",
  "partially_returned",
  "returned",
]);

/** A fulfilment of the whole order that has arrived. */
async function insertDelivery(db: Db, orderId: OrderId): Promise<void> {
  const id = newId();
  const now = sql<Date>`now()`;
  await db
    .insertInto("orders.fulfillments")
    .values({ id, order_id: orderId, state: "delivered", shipped_at: now, delivered_at: now })
    .execute();
  await sql`
    insert into orders.fulfillment_lines (fulfillment_id, order_id, position, quantity)
    select ${id}, order_id, position, quantity from orders.order_lines where order_id = ${orderId}`.execute(db);
}

async function insertEvents(
  db: Db,
  orderId: OrderId,
  { events, after }: { readonly events: readonly OrderEventType[]; readonly after: OrderStatuses },
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((type, index) => ({
    order_id: orderId,
    seq: index + 1,
    type,
    message: `It happened: ${type}.`,
    status: after.status,
    order_status: after.orderStatus,
    payment_status: after.paymentStatus,
    fulfillment_status: after.fulfillmentStatus,
  }));
  await db.insertInto("orders.order_events").values(rows).execute();
}

/** Dependencies with a silent logger, no relay, and no fail point armed. */
export function testDeps(db: Db): PlaceOrderDeps {
  return {
    settings: { paymentProviders: ["sandbox"] },
    db,
    logger: createLogger({ name: "test", level: "silent" }),
    nudgeRelay: () => undefined,
    failPoints: NO_FAIL_POINTS,
  };
}

export const ADDRESS: Address = {
  name: "Kim Example",
  line1: "Lindenstrasse 1",
  city: "Berlin",
  postalCode: "10969",
  country: "DE",
};

/**
 * Shipping: `standard` in DE and FR (4.90 up to 2 kg, 9.90 up to 30 kg, free from 50.00), `express` in DE (14.90), and
 * `world` elsewhere (19.90). Tax: DE 19 % and FR 20 % included, US-CA 7.25 % on top, none for the rest of the world.
 */
export async function createDeliveryRules(db: Db): Promise<void> {
  const [germany, france, rest] = [newId(), newId(), newId()];
  await db
    .insertInto("orders.shipping_zones")
    .values([
      { id: germany, name: "Germany" },
      { id: france, name: "France" },
      { id: rest, name: "Rest of the world", rest: true },
    ])
    .execute();
  await db
    .insertInto("orders.shipping_places")
    .values([
      { country: "DE", zone_id: germany },
      { country: "FR", zone_id: france },
    ])
    .execute();
  await db
    .insertInto("orders.shipping_methods")
    .values([
      { id: "standard", title: "Standard", description: "2 to 4 days", position: 1 },
      { id: "express", title: "Express", description: "Next day", position: 2 },
      { id: "world", title: "World", description: "5 to 10 days", position: 3 },
    ])
    .execute();
  await db
    .insertInto("orders.shipping_method_zones")
    .values([
      { method_id: "standard", zone_id: germany },
      { method_id: "standard", zone_id: france },
      { method_id: "express", zone_id: germany },
      { method_id: "world", zone_id: rest },
    ])
    .execute();
  const band = { currency: "EUR", free_from_minor: null };
  await db
    .insertInto("orders.shipping_bands")
    .values([
      { ...band, method_id: "standard", up_to: 2_000, price_minor: 490, free_from_minor: 5_000 },
      { ...band, method_id: "standard", up_to: 30_000, price_minor: 990 },
      { ...band, method_id: "express", up_to: 30_000, price_minor: 1_490 },
      { ...band, method_id: "world", up_to: 30_000, price_minor: 1_990 },
    ])
    .execute();
  await db
    .insertInto("orders.tax_rates")
    .values([
      { country: "DE", rate_bp: 1_900, included: true },
      { country: "FR", rate_bp: 2_000, included: true },
      { country: "US", region: "CA", rate_bp: 725, included: false },
      { country: "*", rate_bp: 0, included: true },
    ])
    .execute();
}
