import { randomUUID } from "node:crypto";
import type { PlaceOrder, Quote } from "@cartwright/contracts/checkout";
import type { CollectionId, OrderId, SagaId } from "@cartwright/contracts/ids";
import { AdminCreatePromotion, type PromotionId } from "@cartwright/contracts/promotions";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { removeCollectionAsStaff } from "../../../admin/collections/change-collection.ts";
import { getPromotion } from "../../../admin/promotions/get-promotion.ts";
import { setLine } from "../../../cart/set-line.ts";
import { takeCartForOrder } from "../../../cart/take-cart.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { newId } from "../../../kernel/ids.ts";
import { createCodes } from "../../../promotions/create-codes.ts";
import { createPromotion, toValues } from "../../../promotions/edit-promotion.ts";
import { returnRedemptions } from "../../../promotions/return-redemptions.ts";
import { createCapturedPayment } from "../../../testing/payments.ts";
import {
  ADDRESS,
  createDeliveryRules,
  createMember,
  createProduct,
  newGuest,
  testDeps,
} from "../../../testing/fixtures.ts";
import { recording, type Statement, tablesReadWhole } from "../../../testing/plans.ts";
import { lockForHand } from "../../engine/settle-by-hand.ts";
import { previewRefund } from "../refund/preview-refund.ts";
import { type PlaceOrderDeps, placeOrder } from "./place-order.ts";
import { placeStep } from "./place-step.ts";
import { quoteCheckout } from "./quote-checkout.ts";

let database: TestDatabase;
let deps: PlaceOrderDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  await createDeliveryRules(database.db);
});
afterAll(() => database.close());
/** A test has only the promotions that it makes. */
beforeEach(() => sql`update promotions.promotions set active = false`.execute(database.db));

let count = 0;
const newCode = () => `TEST-${(count += 1)}`;
const offer = (fields: Record<string, unknown>): Promise<PromotionId> =>
  inTransaction(database.db, (tx) => createPromotion(tx, toValues(AdminCreatePromotion.parse(fields))));

interface Goods {
  readonly priceMinor: number;
  readonly quantity?: number;
  readonly categoryId?: string;
}

/** A guest with these goods in the cart. */
async function shopper(...goods: readonly Goods[]) {
  const guest = newGuest();
  const products = [];
  for (const { priceMinor, quantity = 1, categoryId } of goods) {
    const product = await createProduct(database.db, { variants: [{ priceMinor, onHand: 50 }] });
    await sql`update catalog.products set category_id = ${categoryId ?? null} where id = ${product.id}`.execute(
      database.db,
    );
    await setLine(deps, guest, { variantId: product.variants[0].id, quantity });
    products.push(product);
  }
  return { guest, products };
}

const quoted = (actor: Actor, promotionCode?: string, by: PlaceOrderDeps = deps): Promise<Quote> =>
  quoteCheckout(by, actor, {
    shippingAddress: ADDRESS,
    shippingMethodId: "standard",
    ...(promotionCode === undefined ? {} : { promotionCode }),
    accountEmail: null,
  });

const mailbox = () => `${newId()}@example.com`;
interface Choice {
  readonly promotionCode?: string;
  readonly email?: string;
  /** Places the order. */
  readonly by?: PlaceOrderDeps;
}
function placed(actor: Actor, quote: Quote, { promotionCode, email = mailbox(), by = deps }: Choice = {}) {
  const input: PlaceOrder = {
    idempotencyKey: randomUUID(),
    email,
    shippingAddress: ADDRESS,
    shippingMethodId: "standard",
    payment: { provider: "sandbox", token: "tok_approve" },
    expectedTotalMinor: quote.totalMinor,
    quoteVersion: quote.version,
    ...(promotionCode === undefined ? {} : { promotionCode }),
  };
  return placeOrder(by, actor, { input, accountEmail: null, traceparent: null });
}
const idOf = async (number: string): Promise<OrderId> => {
  const order = await database.db
    .selectFrom("orders.orders")
    .select("id")
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  return order.id as OrderId;
};
const giveBack = (id: OrderId) => inTransaction(database.db, (tx) => returnRedemptions(tx, [id]));
const earned = async (id: PromotionId) => {
  const { used, discountMinor, salesMinor } = await getPromotion(database.db, id);
  return { used, discountMinor, salesMinor };
};
const winners = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === "fulfilled").length;

describe("what a cart is told", () => {
  it("names what applies by itself, and what is missing for what does not yet", async () => {
    await offer({ kind: "percentage", percentBp: 1_000, title: "Ten off", combinable: true });
    await offer({ kind: "fixed", amountMinor: 500, title: "Five euros off", minimumMinor: 5_000, combinable: true });
    await offer({ kind: "percentage", percentBp: 2_000, title: "Far away", minimumMinor: 50_000 });
    await offer({ kind: "buy_x_get_y", buyQuantity: 2, getQuantity: 1, percentBp: 10_000, title: "Three for two" });
    const { guest } = await shopper({ priceMinor: 2_000, quantity: 2 });
    const quote = await quoted(guest);
    expect(quote).toMatchObject({ discountMinor: 400, promotion: null });
    expect(quote.promotions.map(({ applied, message, discountMinor }) => [applied, message, discountMinor])).toEqual([
      [true, "Ten off", 400],
      [false, "Spend €10.00 more to get: Five euros off", 0],
      [false, "Add 1 more item to get: Three for two", 0],
    ]);
  });

  it("is for the products of a collection only, and for none once they leave it", async () => {
    const collectionId = newId<CollectionId>();
    await sql`
      insert into catalog.collections (id, slug, title, kind) values (${collectionId}, ${`c-${collectionId}`}, 'Gifts', 'manual')`.execute(
      database.db,
    );
    const code = newCode();
    await offer({ code, kind: "percentage", percentBp: 1_000, collectionIds: [collectionId] });
    const { guest, products } = await shopper({ priceMinor: 3_000 }, { priceMinor: 9_000 });
    expect((await quoted(guest, code)).promotion?.message).toBe("This code isn't for anything in your cart.");
    await sql`
      insert into catalog.collection_products (collection_id, product_id, position, created_at, price_min_minor)
      values (${collectionId}, ${products[0]?.id}, 1, now(), 3000)`.execute(database.db);
    expect(await quoted(guest, code)).toMatchObject({ discountMinor: 300, promotion: { applied: true } });
    // Nobody deletes a collection that a promotion is for.
    const actor = await createMember(database.db, { role: "manager" });
    await expect(
      removeCollectionAsStaff(deps, { collectionId, version: 1 }, { actor, address: "203.0.113.7", requestId: "r" }),
    ).rejects.toMatchObject({ reason: "invalid_input", message: expect.stringContaining(code) as string });
    await sql`delete from catalog.collection_products where collection_id = ${collectionId}`.execute(database.db);
    expect(await quoted(guest, code)).toMatchObject({ discountMinor: 0, promotion: { applied: false } });
  });

  it("says why a code does not apply: other goods, a minimum of its goods, or a better offer", async () => {
    const home = newId();
    const lighting = newId();
    await sql`
      insert into catalog.categories (id, parent_id, slug, title)
      values (${home}, null, 'home', 'Home'), (${lighting}, ${home}, 'lighting', 'Lighting')`.execute(database.db);
    const [scoped, other] = [newCode(), newCode()];
    await offer({ code: scoped, kind: "percentage", percentBp: 1_000, categoryIds: [home], minimumMinor: 3_000 });
    const product = await createProduct(database.db);
    await offer({ code: other, kind: "percentage", percentBp: 1_000, productIds: [product.id] });
    const poor = await shopper({ priceMinor: 2_000, categoryId: lighting }, { priceMinor: 9_000 });
    const why = async (actor: Actor, code: string) => (await quoted(actor, code)).promotion?.message;
    expect(await why(poor.guest, scoped)).toBe(
      "Spend at least €30.00 on the items this code is for. You need €10.00 more.",
    );
    expect(await why(poor.guest, other)).toBe("This code isn't for anything in your cart.");
    // A category is for what its descendants hold, and for nothing else.
    const rich = await shopper({ priceMinor: 3_000, categoryId: lighting }, { priceMinor: 9_000 });
    expect(await quoted(rich.guest, scoped)).toMatchObject({ discountMinor: 300, promotion: { applied: true } });
    await offer({ kind: "percentage", percentBp: 2_000, title: "Sale" });
    expect(await quoted(rich.guest, scoped)).toMatchObject({
      discountMinor: 2_400,
      promotion: { applied: false, message: expect.stringContaining("a better offer") as string },
    });
  });
});

describe("a promotion that gave no discount", () => {
  it("is not used up: the order is placed without it", async () => {
    const code = newCode();
    const once = await offer({ code, kind: "free_shipping", usageLimit: 1 });
    await offer({ kind: "free_shipping", title: "Free delivery" });
    const { guest } = await shopper({ priceMinor: 2_000 });
    const quote = await quoted(guest, code);
    expect(quote.promotion).toMatchObject({ applied: false });
    const { number } = await placed(guest, quote, { promotionCode: code });
    expect(await earned(once)).toEqual({ used: 0, discountMinor: 0, salesMinor: 0 });
    const order = await database.db
      .selectFrom("orders.orders")
      .select(["promotion_code", "discount_minor"])
      .where("number", "=", number)
      .executeTakeFirst();
    expect(order).toEqual({ promotion_code: null, discount_minor: 490 });
  });
});

describe("the last use", () => {
  it("of a code goes to one of two orders that are placed at the same time", async () => {
    const code = newCode();
    const id = await offer({ code, kind: "percentage", percentBp: 1_000, usageLimit: 1 });
    const pair = await Promise.all([shopper({ priceMinor: 2_000 }), shopper({ priceMinor: 2_000 })]);
    const quotes = await Promise.all(pair.map(({ guest }) => quoted(guest, code)));
    const outcomes = await Promise.allSettled(
      pair.map(({ guest }, at) => placed(guest, quotes[at] as Quote, { promotionCode: code })),
    );
    expect(winners(outcomes)).toBe(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { reason: "promotion_invalid" },
    });
    expect(await earned(id)).toMatchObject({ used: 1, discountMinor: 200 });
  });

  it("of a customer goes to one of their two orders", async () => {
    const code = newCode();
    const id = await offer({ code, kind: "percentage", percentBp: 1_000, perCustomerLimit: 1 });
    const email = mailbox();
    const pair = await Promise.all([shopper({ priceMinor: 2_000 }), shopper({ priceMinor: 2_000 })]);
    const quotes = await Promise.all(pair.map(({ guest }) => quoted(guest, code)));
    const outcomes = await Promise.allSettled(
      pair.map(({ guest }, at) => placed(guest, quotes[at] as Quote, { promotionCode: code, email })),
    );
    expect(winners(outcomes)).toBe(1);
    expect(await earned(id)).toMatchObject({ used: 1 });
  });

  it("without a code makes the price change for the order that comes second", async () => {
    const id = await offer({ kind: "percentage", percentBp: 1_000, title: "For the first", usageLimit: 1 });
    const pair = await Promise.all([shopper({ priceMinor: 2_000 }), shopper({ priceMinor: 2_000 })]);
    const quotes = await Promise.all(pair.map(({ guest }) => quoted(guest)));
    const outcomes = await Promise.allSettled(pair.map(({ guest }, at) => placed(guest, quotes[at] as Quote)));
    expect(winners(outcomes)).toBe(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "price_changed" } });
    expect(await earned(id)).toMatchObject({ used: 1 });
  });

  it("of a single-use code goes to one of two orders, and comes back when that is cancelled, with what it earned", async () => {
    const id = await offer({ method: "codes", kind: "fixed", amountMinor: 300 });
    const batchId = newId();
    await inTransaction(database.db, (tx) => createCodes(tx, { promotionId: id, batchId, count: 2, prefix: "VIP" }));
    const codes = await database.db
      .selectFrom("promotions.codes")
      .select("code")
      .where("batch_id", "=", batchId)
      .execute();
    const code = codes[0]?.code ?? "";
    expect(code).toMatch(/^VIP(-[2-9A-HJKMNP-TV-Z]{4}){3}$/);
    const pair = await Promise.all([shopper({ priceMinor: 2_000 }), shopper({ priceMinor: 2_000 })]);
    const quotes = await Promise.all(pair.map(({ guest }) => quoted(guest, code)));
    const outcomes = await Promise.allSettled(
      pair.map(({ guest }, at) => placed(guest, quotes[at] as Quote, { promotionCode: code })),
    );
    expect(winners(outcomes)).toBe(1);
    const { batches, uses } = await getPromotion(database.db, id);
    expect(await earned(id)).toEqual({ used: 1, discountMinor: 300, salesMinor: 2_190 });
    expect([batches, uses]).toMatchObject([[{ size: 2, used: 1 }], [{ discountMinor: 300, totalMinor: 2_190 }]]);
    const again = await shopper({ priceMinor: 2_000 });
    expect((await quoted(again.guest, code)).promotion).toMatchObject({ message: "This code is no longer available." });
    const orderId = await idOf(uses[0]?.number ?? "");
    await giveBack(orderId);
    await giveBack(orderId);
    expect(await earned(id)).toEqual({ used: 0, discountMinor: 0, salesMinor: 0 });
    expect((await getPromotion(database.db, id)).batches).toMatchObject([{ used: 0 }]);
    await placed(again.guest, await quoted(again.guest, code), { promotionCode: code });
    expect((await getPromotion(database.db, id)).batches).toMatchObject([{ used: 1 }]);
  });
});

describe("a cancelled order", () => {
  it("waits for a cart that its shopper is ordering without holding the promotion that the new order needs", async () => {
    const id = await offer({ kind: "percentage", percentBp: 1_000, title: "For all" });
    const { guest, products } = await shopper({ priceMinor: 2_000 });
    const { number } = await placed(guest, await quoted(guest));
    const orderId = await idOf(number);
    await setLine(deps, guest, { variantId: products[0]?.variants[0].id ?? newId(), quantity: 1 });
    const { id: sagaId } = await database.db
      .selectFrom("saga.sagas")
      .select("id")
      .where("order_id", "=", orderId)
      .executeTakeFirstOrThrow();
    const cancel = () =>
      inTransaction(database.db, async (tx) => {
        const locked = await lockForHand(tx, sagaId as SagaId);
        const action = placeStep.undo?.action;
        if (!locked || action?.kind !== "local") throw new Error("nothing to undo");
        await action.run(tx, [locked], { holdSeconds: 900 });
      });
    const waits = sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    let cancelled: Promise<void> | undefined;
    const refused = inTransaction(database.db, async (tx) => {
      await takeCartForOrder(tx, { actor: guest, orderId: newId<OrderId>() });
      cancelled = cancel();
      await vi.waitUntil(async () => (await waits.execute(database.db)).rows.length > 0, { timeout: WAIT_MS_MAX });
      await sql`select from promotions.promotions where id = ${id} for update nowait`.execute(tx);
      // As if the new order was refused.
      throw new AppError("price_changed");
    });
    await expect(refused).rejects.toMatchObject({ reason: "price_changed" });
    await cancelled;
    expect(await earned(id)).toMatchObject({ used: 0 });
  });
});

describe("a minimum", () => {
  it("is checked again when goods go back, and what was held back goes with the rest", async () => {
    const code = newCode();
    await offer({ code, kind: "fixed", amountMinor: 1_000, minimumMinor: 5_000 });
    const { guest } = await shopper({ priceMinor: 3_000, quantity: 2 });
    const { number, totalMinor } = await placed(guest, await quoted(guest, code), { promotionCode: code });
    const orderId = await idOf(number);
    await createCapturedPayment(database.db, { orderId, orderNumber: number, amountMinor: totalMinor });
    const preview = (quantity: number) => previewRefund(database.db, orderId, { lines: [{ lineId: "1", quantity }] });
    // One of two at 25.00 after discount; the other's 5.00 of discount is not earned by 30.00 of goods.
    expect(await preview(1)).toMatchObject({ amountMinor: 2_000, withheldMinor: 500 });
    expect(await preview(2)).toMatchObject({ amountMinor: 5_000, withheldMinor: 0 });
  });
});

it("a quote reads promotions with the delivery rules, and an order uses those without limits in one statement each", async () => {
  const { guest } = await shopper({ priceMinor: 2_000 });
  const other = await shopper({ priceMinor: 2_000 });
  const count = async (act: (watched: PlaceOrderDeps) => Promise<unknown>) => {
    const statements: Statement[] = [];
    await act(testDeps(createDb(recording(database.pool, statements))));
    return statements.length;
  };
  const quote = (actor: Actor) => count((watched) => quoted(actor, undefined, watched));
  const place = async (actor: Actor) => {
    const shown = await quoted(actor);
    return count((watched) => placed(actor, shown, { by: watched }));
  };
  const bare = { quote: await quote(guest), place: await place(guest) };
  // The cart, its prices and stock, and everything that the shop laid down.
  expect(bare.quote).toBe(4);
  await offer({ kind: "percentage", percentBp: 1_000, title: "For all", combinable: true });
  await offer({ kind: "free_shipping", title: "Post", combinable: true });
  expect({ quote: await quote(other.guest), place: await place(other.guest) }).toEqual({
    quote: bare.quote,
    place: bare.place + 2,
  });
});

it("no statement of a checkout with promotions scans a growing table", async () => {
  const home = newId();
  await sql`insert into catalog.categories (id, slug, title) values (${home}, 'plans', 'Plans')`.execute(database.db);
  const id = await offer({
    method: "codes",
    kind: "percentage",
    percentBp: 1_000,
    combinable: true,
    perCustomerLimit: 1,
  });
  await offer({ kind: "free_shipping", title: "Post", categoryIds: [home], combinable: true });
  const batchId = newId();
  await inTransaction(database.db, (tx) => createCodes(tx, { promotionId: id, batchId, count: 1, prefix: "" }));
  const { code } = await database.db
    .selectFrom("promotions.codes")
    .select("code")
    .where("batch_id", "=", batchId)
    .executeTakeFirstOrThrow();
  const { guest } = await shopper({ priceMinor: 2_000, categoryId: home });
  const scans = await tablesReadWhole(database, async (db) => {
    const watched = testDeps(db);
    const choice = { shippingAddress: ADDRESS, shippingMethodId: "standard", promotionCode: code };
    const quote = await quoteCheckout(watched, guest, { ...choice, accountEmail: null });
    expect(quote.promotions.map(({ applied }) => applied)).toEqual([true, true]);
    const input = {
      ...choice,
      idempotencyKey: newId(),
      email: mailbox(),
      payment: { provider: "sandbox" as const, token: "tok_approve" },
      expectedTotalMinor: quote.totalMinor,
    };
    const { number } = await placeOrder(watched, guest, { input, accountEmail: null, traceparent: null });
    const orderId = await idOf(number);
    await inTransaction(db, (tx) => returnRedemptions(tx, [orderId]));
    await getPromotion(db, id);
  });
  expect(scans).toEqual(["orders.shipping_methods", "orders.shipping_zones", "orders.tax_rates"]);
});
