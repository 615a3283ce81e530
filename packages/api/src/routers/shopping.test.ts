import type { Actor } from "@cartwright/core/kernel/actor";
import { customerKeyOf } from "@cartwright/core/promotions/customer-key";
import { mailedKey } from "@cartwright/core/testing/order-links";
import {
  ADDRESS,
  createDeliveryRules,
  createMember,
  createOrder,
  createProduct,
  newGuest,
} from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiContext, ApiDeps } from "../context.ts";
import { createCaller } from "../root.ts";
import { testApiDeps, testContext } from "../testing/test-context.ts";

let database: TestDatabase;
let deps: ApiDeps;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
  deps = testApiDeps(database.db);
  await createDeliveryRules(database.db);
});
afterAll(() => database.close());

const as = (actor: Actor, csrf?: ApiContext["csrf"]) =>
  createCaller(testContext(deps, { actor, ...(csrf ? { csrf } : {}) }));
const visitor: Actor = { kind: "guest", guestHash: null };
const count = async (table: "cart.carts" | "orders.orders") =>
  (await database.db.selectFrom(table).select("id").execute()).length;

/** A guest with one item in their cart, and the request that buys it. */
async function readyToBuy(quantity = 2) {
  const { variants } = await createProduct(database.db, { variants: [{ priceMinor: 1_000, onHand: 50 }] });
  const guest = newGuest();
  await as(guest).cart.setLine({ variantId: variants[0].id, quantity });
  const quote = await as(guest).checkout.quote({ shippingAddress: ADDRESS });
  const order = {
    idempotencyKey: crypto.randomUUID(),
    email: "kim@example.com",
    shippingAddress: ADDRESS,
    shippingMethodId: quote.shippingMethodId ?? "",
    payment: { provider: "sandbox" as const, token: "tok_approve" },
    expectedTotalMinor: quote.totalMinor,
  };
  return { guest, variantId: variants[0].id, order };
}

describe("a visitor", () => {
  it("reads, removes and clears without getting a cookie, and gets one with the first item", async () => {
    const { variants } = await createProduct(database.db);
    const context = testContext(deps, { actor: visitor });
    const shop = createCaller(context);
    const before = await count("cart.carts");
    expect((await shop.cart.get()).id).toBeNull();
    await shop.cart.setLine({ variantId: variants[0].id, quantity: 0 });
    await shop.cart.clear();
    expect([context.madeGuests(), await count("cart.carts")]).toEqual([0, before]);
    const cart = await shop.cart.setLine({ variantId: variants[0].id, quantity: 1 });
    expect(cart.lines).toHaveLength(1);
    expect([context.madeGuests(), await count("cart.carts")]).toEqual([1, before + 1]);
  });

  it("gets the shop's public settings, and test cards only where payments are a sandbox", async () => {
    expect(await as(visitor).shop.config()).toMatchObject({
      currency: "EUR",
      embedded: true,
      paymentProviders: ["sandbox"],
    });
    const real = testApiDeps(database.db, { embedded: false, paymentProviders: ["stripe"] });
    const config = await createCaller(testContext(real, { actor: visitor })).shop.config();
    expect(config).toMatchObject({ embedded: false, sandboxTokens: null });
  });

  it("cannot read the mailbox of a shop that is not a demo", async () => {
    const real = createCaller(testContext(testApiDeps(database.db, { embedded: false }), { actor: visitor }));
    await expect(real.shop.mails({ limit: 10 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(real.shop.mail({ id: crypto.randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await as(visitor).shop.mails({ limit: 10 })).toEqual({ items: [], nextCursor: null });
  });
});

describe("a call without proof that it comes from our pages", () => {
  it("changes nothing", async () => {
    const { guest, variantId, order } = await readyToBuy();
    const { number } = await createOrder(database.db, guest, { status: "delivered" });
    const forged = as(guest, "invalid");
    const before = [await as(guest).cart.get(), await as(guest).orders.get({ number }), await count("orders.orders")];
    const calls = [
      () => forged.cart.setLine({ variantId, quantity: 9 }),
      () => forged.cart.clear(),
      () => forged.checkout.quote({}),
      () => forged.checkout.place(order),
      () => forged.orders.cancel({ number }),
      () => forged.orders.requestReturn({ number, lines: [{ lineId: "1", quantity: 1 }] }),
      () => forged.orders.openLink({ number, key: "x" }),
    ];
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({ code: "FORBIDDEN", cause: { reason: "csrf_invalid" } });
    expect([await as(guest).cart.get(), await as(guest).orders.get({ number }), await count("orders.orders")]).toEqual(
      before,
    );
  });
});

describe("placing an order", () => {
  it("counts against the budget of a mailbox only when it costs nothing, and not for a member's own, verified address", async () => {
    const member = await createMember(database.db);
    await database.db
      .updateTable("accounts.users")
      .set({ email: "kim.b@example.com", email_verified_at: new Date() })
      .where("id", "=", member.userId)
      .execute();
    const counted: string[] = [];
    const limiter: ApiDeps["limiter"] = {
      async count(name, caller) {
        if (name.startsWith("mail")) counted.push(caller.subject === undefined ? name : `${name} of its own`);
      },
    };
    const { variants } = await createProduct(database.db, {
      variants: [
        { priceMinor: 1_000, onHand: 50 },
        { priceMinor: 0, onHand: 50, requiresShipping: false },
      ],
    });
    const shop = createCaller(testContext({ ...deps, limiter }, { actor: member }));
    const budgetsOf = async (variant: (typeof variants)[number] | undefined, email: string) => {
      if (!variant) throw new Error("no such variant");
      await shop.cart.clear();
      await shop.cart.setLine({ variantId: variant.id, quantity: 1 });
      const quote = await shop.checkout.quote({ shippingAddress: ADDRESS });
      counted.length = 0;
      await shop.checkout.place({
        idempotencyKey: crypto.randomUUID(),
        email,
        ...(quote.shippingMethodId === null ? {} : { shippingMethodId: quote.shippingMethodId }),
        shippingAddress: ADDRESS,
        payment: { provider: "sandbox", token: "tok_approve" },
        expectedTotalMinor: quote.totalMinor,
      });
      return [...counted];
    };
    const [paid, free] = variants;
    expect(await budgetsOf(paid, "stranger@example.com")).toEqual(["mail"]);
    expect(await budgetsOf(free, "Kim.B@example.com ")).toEqual(["mail"]);
    for (const email of ["kimb@example.com", "kim.b+x@example.com"])
      expect(await budgetsOf(free, email)).toEqual(["mail", "mailbox of its own", "mailbox_day of its own"]);
  });

  it("costs what was quoted, also for a customer who has used an offer without a code as often as they may", async () => {
    const row = {
      id: crypto.randomUUID(),
      method: "automatic",
      title: "Welcome",
      kind: "percentage",
      percent_bp: 1_000,
    };
    await database.db
      .insertInto("promotions.promotions")
      .values({ ...row, per_customer_limit: 1 })
      .execute();
    const { variants } = await createProduct(database.db, { variants: [{ priceMinor: 1_000, onHand: 50 }] });
    const member = as(await createMember(database.db));
    const [guest, email] = [as(newGuest()), `${crypto.randomUUID()}@example.com`];
    const buy = async (shop: typeof guest, quoteFor: { email?: string }) => {
      await shop.cart.setLine({ variantId: variants[0].id, quantity: 1 });
      const quote = await shop.checkout.quote({ shippingAddress: ADDRESS, ...quoteFor });
      await shop.checkout.place({
        idempotencyKey: crypto.randomUUID(),
        email,
        shippingAddress: ADDRESS,
        shippingMethodId: quote.shippingMethodId ?? "",
        payment: { provider: "sandbox", token: "tok_approve" },
        expectedTotalMinor: quote.totalMinor,
        quoteVersion: quote.version,
      });
      return quote.discountMinor;
    };
    try {
      expect([await buy(guest, { email }), await buy(guest, { email })]).toEqual([100, 0]);
      // The order is mailed to an address that has used it, and the account has not.
      expect(await buy(member, { email })).toBe(0);
      const other = await createMember(database.db);
      const shop = as(other);
      await database.db
        .insertInto("promotions.redemptions")
        .values({
          promotion_id: row.id,
          order_id: crypto.randomUUID(),
          customer_key: customerKeyOf((await shop.account.me()).email),
          customer_use: 1,
        })
        .execute();
      expect(await buy(shop, {})).toBe(0);
    } finally {
      await database.db.updateTable("promotions.promotions").set({ active: false }).where("id", "=", row.id).execute();
    }
  });

  it("is one order however often it is sent, at once and later, and the cart is empty then", async () => {
    const { guest, order } = await readyToBuy();
    const before = await count("orders.orders");
    const responses = await Promise.all(Array.from({ length: 20 }, () => as(guest).checkout.place(order)));
    responses.push(await as(guest).checkout.place(order));
    expect(new Set(responses.map((response) => response.number)).size).toBe(1);
    expect(await count("orders.orders")).toBe(before + 1);
    expect((await as(guest).cart.get()).lines).toEqual([]);
    const placed = await as(guest).orders.get({ number: responses[0]?.number ?? "" });
    expect(placed).toMatchObject({ status: "pending", totalMinor: order.expectedTotalMinor, timeline: [{ seq: 1 }] });
  });

  it("is refused at a price other than the one shown, and the cart stays as it is", async () => {
    const { guest, order } = await readyToBuy();
    const cart = await as(guest).cart.get();
    const cheaper = { ...order, expectedTotalMinor: order.expectedTotalMinor - 1 };
    await expect(as(guest).checkout.place(cheaper)).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { reason: "price_changed" },
    });
    expect(await as(guest).cart.get()).toEqual(cart);
  });

  it("uses a code that is limited to one use once, although two people place at once", async () => {
    await database.db
      .insertInto("promotions.promotions")
      .values({ id: crypto.randomUUID(), code: "LAST", kind: "fixed", amount_minor: 100, usage_limit: 1 })
      .execute();
    const buyers = await Promise.all([readyToBuy(), readyToBuy(), readyToBuy()]);
    const outcomes = await Promise.allSettled(
      buyers.map(({ guest, order }) =>
        as(guest).checkout.place({
          ...order,
          promotionCode: "LAST",
          expectedTotalMinor: order.expectedTotalMinor - 100,
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
    const lost = buyers.filter((_buyer, index) => outcomes[index]?.status === "rejected");
    for (const { guest } of lost) expect((await as(guest).cart.get()).lines).toHaveLength(1);
  });
});

describe("an order over the API", () => {
  it("cannot be read, cancelled or returned by others; a list is for members", async () => {
    const { number } = await createOrder(database.db, newGuest(), { status: "delivered" });
    const strangers = [
      visitor,
      newGuest(),
      await createMember(database.db),
      await createMember(database.db, { role: "admin" }),
    ];
    for (const stranger of strangers) {
      for (const call of [
        () => as(stranger).orders.get({ number }),
        () => as(stranger).orders.cancel({ number }),
        () => as(stranger).orders.requestReturn({ number, lines: [{ lineId: "1", quantity: 1 }] }),
      ]) {
        await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
    }
    await expect(as(newGuest()).orders.list({ limit: 10 })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("is opened by the link in its mail, and stays visible for that browser", async () => {
    const order = await createOrder(database.db, newGuest());
    const { number } = order;
    const reader = newGuest();
    expect(await as(reader).orders.openLink({ number, key: await mailedKey(database.db, order) })).toBeNull();
    expect((await as(reader).orders.get({ number })).number).toBe(number);
  });
});
