import { randomUUID } from "node:crypto";
import type { PlaceOrder } from "@cartwright/contracts/checkout";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setLine } from "../../../cart/set-line.ts";
import { quoteCheckout } from "./quote-checkout.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { newId } from "../../../kernel/ids.ts";
import { isAppError } from "../../../kernel/app-error.ts";
import { ArmedFailPoints } from "../../../kernel/fail-points.ts";
import {
  ADDRESS,
  createDeliveryRules,
  createMember,
  createProduct,
  createStock,
  newGuest,
  testDeps,
} from "../../../testing/fixtures.ts";
import { type PlaceOrderDeps, placeOrder } from "./place-order.ts";

let database: TestDatabase;
let deps: PlaceOrderDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  await createDeliveryRules(database.db);
});
afterAll(() => database.close());

async function fill(onHand = 10, actor: Actor = newGuest()) {
  const product = await createProduct(deps.db, { variants: [{ onHand }] });
  const variantId = product.variants[0].id;
  await setLine(deps, actor, { variantId, quantity: 2 });
  const choice = { shippingAddress: ADDRESS, shippingMethodId: "standard" };
  const { totalMinor } = await quoteCheckout(deps, actor, { ...choice, accountEmail: null });
  const input: PlaceOrder = {
    ...choice,
    idempotencyKey: randomUUID(),
    email: "kim@example.com",
    payment: { provider: "sandbox", token: "tok_approve" },
    expectedTotalMinor: totalMinor,
  };
  return { actor, product, variantId, input };
}

const place = (actor: Actor, input: PlaceOrder) =>
  placeOrder(deps, actor, { input, accountEmail: null, traceparent: null });

/** Everything that a placement writes. */
async function written(key: string) {
  const order = await deps.db
    .selectFrom("orders.orders")
    .select(["id", "status", "last_seq"])
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
  if (!order) return null;
  const count = async (table: "saga.sagas" | "orders.order_lines" | "orders.order_events") =>
    (await deps.db.selectFrom(table).select("order_id").where("order_id", "=", order.id).execute()).length;
  const commands = await deps.db.selectFrom("saga.outbox").select("name").where("key", "=", order.id).execute();
  return {
    status: order.status,
    sagas: await count("saga.sagas"),
    lines: await count("orders.order_lines"),
    events: await count("orders.order_events"),
    commands: commands.map(({ name }) => name),
  };
}

async function cartOf(actor: Actor) {
  if (actor.kind !== "guest") throw new Error("a guest");
  return deps.db
    .selectFrom("cart.carts")
    .select("state")
    .where("guest_hash", "=", actor.guestHash)
    .orderBy("created_at")
    .execute();
}

it("writes the order, its saga and the first command together, and takes the cart", async () => {
  const { actor, input } = await fill();
  const placed = await place(actor, input);
  expect(placed).toMatchObject({ status: "pending", totalMinor: input.expectedTotalMinor });
  expect(await written(input.idempotencyKey)).toEqual({
    status: "pending",
    sagas: 1,
    lines: 1,
    events: 1,
    commands: ["inventory.reserve"],
  });
  expect(await cartOf(actor)).toEqual([{ state: "ordered" }]);
});

it("returns the same order for a repeated request, after the cart is gone", async () => {
  const { actor, input } = await fill();
  const first = await place(actor, input);
  expect(await place(actor, { ...input })).toEqual(first);
  expect(await written(input.idempotencyKey)).toMatchObject({ sagas: 1, commands: ["inventory.reserve"] });
});

it.each([
  ["another address", (input: PlaceOrder) => ({ ...input, shippingAddress: { ...ADDRESS, city: "Bonn" } })],
  [
    "another means of payment",
    (input: PlaceOrder) => ({ ...input, payment: { ...input.payment, token: "tok_decline" } }),
  ],
  ["another total", (input: PlaceOrder) => ({ ...input, expectedTotalMinor: input.expectedTotalMinor + 1 })],
])("refuses a used key with %s", async (_what, change) => {
  const { actor, input } = await fill();
  await place(actor, input);
  await expect(place(actor, change(input))).rejects.toSatisfy((error) => isAppError(error, "idempotency_conflict"));
});

it("separates the keys of different people: the same key is a new order for someone else", async () => {
  const mine = await fill();
  const theirs = await fill();
  const first = await place(mine.actor, mine.input);
  const second = await place(theirs.actor, { ...theirs.input, idempotencyKey: mine.input.idempotencyKey });
  expect(second.number).not.toBe(first.number);
});

it("changes nothing when the price differs from the one that was shown", async () => {
  const { actor, variantId, input } = await fill();
  await deps.db.updateTable("catalog.variants").set({ price_minor: 1 }).where("id", "=", variantId).execute();
  await expect(place(actor, input)).rejects.toSatisfy((error) => isAppError(error, "price_changed"));
  expect(await written(input.idempotencyKey)).toBeNull();
  expect(await cartOf(actor)).toEqual([{ state: "open" }]);
});

it("refuses an order with a payment provider that the shop does not offer, and changes nothing", async () => {
  const { actor, input } = await fill();
  const byStripe: PlaceOrder = { ...input, payment: { provider: "stripe", token: "tok_approve" } };
  await expect(place(actor, byStripe)).rejects.toSatisfy((error) => isAppError(error, "payment_provider_unknown"));
  expect(await written(input.idempotencyKey)).toBeNull();
  expect(await cartOf(actor)).toEqual([{ state: "open" }]);
});

it("refuses at once what is sold out, and changes nothing", async () => {
  const { actor, product, variantId, input } = await fill();
  await createStock(deps.db, { productId: product.id, variantId, onHand: 1 });
  await expect(place(actor, input)).rejects.toSatisfy((error) => isAppError(error, "out_of_stock"));
  expect(await written(input.idempotencyKey)).toBeNull();
  expect(await cartOf(actor)).toEqual([{ state: "open" }]);
});

it("leaves nothing behind when it fails just before the commit, and succeeds when it is sent again", async () => {
  const { actor, input } = await fill();
  const failPoints = new ArmedFailPoints();
  failPoints.arm("place.before-commit", () => {
    throw new Error("pulled the plug");
  });
  await expect(
    placeOrder({ ...deps, failPoints }, actor, { input, accountEmail: null, traceparent: null }),
  ).rejects.toThrow("plug");
  expect(await written(input.idempotencyKey)).toBeNull();
  expect(await place(actor, input)).toMatchObject({ status: "pending" });
});

it("gives a code that each customer may use once to one of two accounts that order to one mailbox at the same time", async () => {
  const code = "ONCE-EACH";
  await deps.db
    .insertInto("promotions.promotions")
    .values({ id: newId(), code, kind: "percentage", percent_bp: 1_000, per_customer_limit: 1 })
    .execute();
  const codeOf = async (actor: Actor, accountEmail: string | null, email: string) => {
    const { input } = await fill(10, actor);
    const { shippingAddress, shippingMethodId } = input;
    const choice = { email, shippingAddress, shippingMethodId, promotionCode: code };
    const quote = await quoteCheckout(deps, actor, { ...choice, accountEmail });
    const request = { ...input, email, promotionCode: code, expectedTotalMinor: quote.totalMinor };
    return {
      applied: quote.promotion?.applied,
      place: () => placeOrder(deps, actor, { input: request, accountEmail, traceparent: null }),
    };
  };
  const [ann, bob] = [await createMember(deps.db), await createMember(deps.db)];
  const attempts = [
    await codeOf(ann, "ann@example.com", "kim+ann@example.net"),
    await codeOf(bob, "bob@example.com", "k.im@example.net"),
  ];
  expect(attempts.map(({ applied }) => applied)).toEqual([true, true]);
  const outcomes = await Promise.allSettled(attempts.map(({ place: attempt }) => attempt()));
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { reason: "promotion_invalid", message: "You've already used this code." },
  });

  const annWon = outcomes[0]?.status === "fulfilled";
  const loser = annWon ? "bob@example.com" : "ann@example.com";
  // Neither the mailbox nor the account behind the order has a use left; the other account has.
  expect((await codeOf(newGuest(), null, "KIM@example.net")).applied).toBe(false);
  expect((await codeOf(newGuest(), null, annWon ? "ann@example.com" : "bob@example.com")).applied).toBe(false);
  expect((await codeOf(annWon ? bob : ann, loser, "kim@example.net")).applied).toBe(false);
  expect((await codeOf(annWon ? bob : ann, loser, "lee@example.net")).applied).toBe(true);
});
