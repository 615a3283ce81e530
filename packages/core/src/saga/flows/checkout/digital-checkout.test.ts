import { randomUUID } from "node:crypto";
import type { PlaceOrder } from "@cartwright/contracts/checkout";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setLine } from "../../../cart/set-line.ts";
import { isAppError } from "../../../kernel/app-error.ts";
import { newId } from "../../../kernel/ids.ts";
import { getOrder } from "../../../orders/get-order.ts";
import { ADDRESS, createDeliveryRules, createProduct, newGuest, testDeps } from "../../../testing/fixtures.ts";
import { type PlaceOrderDeps, placeOrder } from "./place-order.ts";
import { quoteCheckout } from "./quote-checkout.ts";

let database: TestDatabase;
let deps: PlaceOrderDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  await createDeliveryRules(database.db);
  await database.db
    .insertInto("promotions.promotions")
    .values({ id: newId(), code: "HALF", kind: "percentage", percent_bp: 5_000 })
    .execute();
});
afterAll(() => database.close());

interface Goods {
  readonly priceMinor: number;
  readonly requiresShipping: boolean;
  readonly weightGrams?: number;
}

const PATTERN: Goods = { priceMinor: 700, requiresShipping: false, weightGrams: 50_000 };
const LAMP: Goods = { priceMinor: 2_000, requiresShipping: true, weightGrams: 500 };

/** A guest whose cart has one of each. */
async function guestWith(...goods: readonly Goods[]) {
  const guest = newGuest();
  for (const variant of goods) {
    const product = await createProduct(deps.db, { variants: [{ policy: "untracked", onHand: 0, ...variant }] });
    await setLine(deps, guest, { variantId: product.variants[0].id, quantity: 1 });
  }
  return guest;
}

const quote = (guest: ReturnType<typeof newGuest>, input: Partial<Parameters<typeof quoteCheckout>[2]> = {}) =>
  quoteCheckout(deps, guest, { accountEmail: null, ...input });

async function place(guest: ReturnType<typeof newGuest>, input: Partial<PlaceOrder>) {
  const order: PlaceOrder = {
    idempotencyKey: randomUUID(),
    email: "kim@example.com",
    payment: { provider: "sandbox", token: "tok_approve" },
    expectedTotalMinor: 0,
    ...input,
  };
  const { number } = await placeOrder(deps, guest, { input: order, accountEmail: null, traceparent: null });
  return getOrder(deps, guest, { number });
}

describe("a checkout without anything to ship", () => {
  it("offers no shipping, costs none, and is taxed in the country that is named, else in the shop's own", async () => {
    const guest = await guestWith(PATTERN);
    expect(await quote(guest)).toMatchObject({
      requiresShipping: false,
      shippingMethods: [],
      shippingMethodId: null,
      shippingMinor: 0,
      totalMinor: 700,
      taxMinor: 112,
    });
    expect(await quote(guest, { billingAddress: { country: "FR" } })).toMatchObject({ totalMinor: 700, taxMinor: 117 });
  });

  it("is placed without an address and without a shipping method, for the version that was quoted", async () => {
    const guest = await guestWith(PATTERN);
    const { version, totalMinor } = await quote(guest, { billingAddress: { country: "FR" } });
    const order = await place(guest, {
      billingAddress: { country: "FR" },
      expectedTotalMinor: totalMinor,
      quoteVersion: version,
    });
    expect(order).toMatchObject({ shippingAddress: null, shippingMethod: null, shippingMinor: 0, totalMinor: 700 });
    expect(order.lines).toMatchObject([{ requiresShipping: false }]);
    const { rows } =
      await sql`select tax_country, has_digital from orders.orders where number = ${order.number}`.execute(deps.db);
    expect(rows).toEqual([{ tax_country: "FR", has_digital: true }]);
  });

  it("asks for the region where the tax depends on it, and never guesses", async () => {
    const guest = await guestWith(PATTERN);
    await expect(quote(guest, { billingAddress: { country: "US" } })).rejects.toSatisfy(
      (error) => isAppError(error, "invalid_input") && error.fields?.["billingAddress.region"] !== undefined,
    );
    expect(await quote(guest, { billingAddress: { country: "US", region: "CA" } })).toMatchObject({
      taxIncluded: false,
      taxRateBp: 725,
    });
  });

  it("keeps no address of a client that sends one anyway", async () => {
    const guest = await guestWith(PATTERN);
    const order = await place(guest, {
      shippingAddress: ADDRESS,
      shippingMethodId: "standard",
      expectedTotalMinor: 700,
    });
    expect(order).toMatchObject({ shippingAddress: null, shippingMethod: null });
  });
});

describe("a checkout of which a part ships", () => {
  it("is refused without an address or a method, and says what is missing", async () => {
    const guest = await guestWith(PATTERN, LAMP);
    const { totalMinor } = await quote(guest, { shippingAddress: ADDRESS });
    const isMissing = (fields: readonly string[]) => (error: unknown) =>
      isAppError(error, "invalid_input") && Object.keys(error.fields ?? {}).join() === fields.join();
    await expect(place(guest, { expectedTotalMinor: totalMinor })).rejects.toSatisfy(
      isMissing(["shippingAddress", "shippingMethodId"]),
    );
    await expect(place(guest, { shippingAddress: ADDRESS, expectedTotalMinor: totalMinor })).rejects.toSatisfy(
      isMissing(["shippingMethodId"]),
    );
    const order = await place(guest, {
      shippingAddress: ADDRESS,
      shippingMethodId: "standard",
      expectedTotalMinor: totalMinor,
    });
    expect(order).toMatchObject({ shippingAddress: ADDRESS, shippingMethod: "Standard" });
    expect(order.lines.map((line) => line.requiresShipping)).toEqual([false, true]);
  });

  it("ships and prices only what has to be shipped: its weight, and its value for free shipping", async () => {
    // The pattern weighs 50 kg on paper, which no method carries.
    const guest = await guestWith(PATTERN, LAMP);
    expect(await quote(guest, { shippingAddress: ADDRESS })).toMatchObject({ shippingMinor: 490, totalMinor: 3_190 });
    // Free from 50.00: a digital album does not count towards it.
    const album = await guestWith({ priceMinor: 9_000, requiresShipping: false }, LAMP);
    expect(await quote(album, { shippingAddress: ADDRESS })).toMatchObject({ shippingMinor: 490 });
    const sofa = await guestWith({ priceMinor: 5_000, requiresShipping: true });
    expect(await quote(sofa, { shippingAddress: ADDRESS })).toMatchObject({ shippingMinor: 0 });
  });

  it("counts the value after the part of a discount that falls on what ships", async () => {
    const both = await guestWith(
      { priceMinor: 9_000, requiresShipping: true },
      { priceMinor: 9_000, requiresShipping: false },
    );
    expect(await quote(both, { shippingAddress: ADDRESS, promotionCode: "HALF" })).toMatchObject({
      shippingMinor: 490,
    });
    const dear = await guestWith(
      { priceMinor: 10_000, requiresShipping: true },
      { priceMinor: 9_000, requiresShipping: false },
    );
    expect(await quote(dear, { shippingAddress: ADDRESS, promotionCode: "HALF" })).toMatchObject({ shippingMinor: 0 });
  });
});
