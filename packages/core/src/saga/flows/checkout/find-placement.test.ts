import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setLine } from "../../../cart/set-line.ts";
import { quoteCheckout } from "./quote-checkout.ts";
import { ADDRESS, createDeliveryRules, createProduct, newGuest, testDeps } from "../../../testing/fixtures.ts";
import { findPlacement } from "./find-placement.ts";
import { type PlaceOrderDeps, placeOrder } from "./place-order.ts";

let database: TestDatabase;
let deps: PlaceOrderDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  await createDeliveryRules(database.db);
});
afterAll(() => database.close());

it("finds what the same shopper placed with a key, and nothing else", async () => {
  const actor = newGuest();
  const product = await createProduct(deps.db);
  await setLine(deps, actor, { variantId: product.variants[0].id, quantity: 1 });
  const choice = { shippingAddress: ADDRESS, shippingMethodId: "standard" };
  const { totalMinor } = await quoteCheckout(deps, actor, { ...choice, accountEmail: null });
  const idempotencyKey = randomUUID();
  expect(await findPlacement(deps, actor, idempotencyKey)).toBeNull();

  const placed = await placeOrder(deps, actor, {
    input: {
      ...choice,
      idempotencyKey,
      email: "kim@example.com",
      payment: { provider: "sandbox", token: "tok_approve" },
      expectedTotalMinor: totalMinor,
    },
    accountEmail: null,
    traceparent: null,
  });

  expect(await findPlacement(deps, actor, idempotencyKey)).toEqual(placed);
  expect(await findPlacement(deps, actor, randomUUID())).toBeNull();
  expect(await findPlacement(deps, newGuest(), idempotencyKey)).toBeNull();
  expect(await findPlacement(deps, { kind: "guest", guestHash: null }, idempotencyKey)).toBeNull();
});
