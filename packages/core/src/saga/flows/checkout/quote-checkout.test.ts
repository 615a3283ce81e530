import type { OrderId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveCheckoutDraft } from "../../../cart/checkout-draft.ts";
import { setLine } from "../../../cart/set-line.ts";
import { newId } from "../../../kernel/ids.ts";
import { resolvePlace } from "../../../places/resolve-place.ts";
import { customerKeyOf } from "../../../promotions/customer-key.ts";
import { redeemPromotions } from "../../../promotions/redeem-promotion.ts";
import {
  ADDRESS,
  createDeliveryRules,
  createMember,
  createProduct,
  createStock,
  newGuest,
  testDeps,
} from "../../../testing/fixtures.ts";
import { draftOrder } from "./draft-order.ts";
import { estimateCheckout } from "./estimate-checkout.ts";
import { quoteCheckout } from "./quote-checkout.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  await createDeliveryRules(database.db);
  await database.db
    .insertInto("promotions.promotions")
    .values([
      { id: newId(), code: "TEN", kind: "percentage", percent_bp: 1_000 },
      { id: newId(), code: "ONCE", kind: "percentage", percent_bp: 1_000, per_customer_limit: 1 },
      { id: newId(), code: "SHIPFREE", kind: "free_shipping", minimum_minor: 3_000 },
    ])
    .execute();
});
afterAll(() => database.close());

async function guestWith(lines: readonly { priceMinor: number; quantity: number; weightGrams?: number }[]) {
  const product = await createProduct(database.db, {
    title: "Lamp",
    variants: lines.map(({ priceMinor, weightGrams }) => ({ priceMinor, weightGrams: weightGrams ?? 100 })),
  });
  const guest = newGuest();
  for (const [index, { quantity }] of lines.entries()) {
    await setLine(deps, guest, { variantId: product.variants[index]?.id ?? product.variants[0].id, quantity });
  }
  return { guest, product };
}

describe("a quote", () => {
  it("prices lines, shipping and tax for the address, and offers its methods", async () => {
    const { guest } = await guestWith([{ priceMinor: 1_999, quantity: 2 }]);
    const quote = await quoteCheckout(deps, guest, { shippingAddress: ADDRESS, accountEmail: null });
    expect(quote).toMatchObject({
      subtotalMinor: 3_998,
      discountMinor: 0,
      shippingMinor: 490,
      taxMinor: 717,
      taxIncluded: true,
      totalMinor: 4_488,
      currency: "EUR",
      shippingMethodId: "standard",
      promotion: null,
    });
    expect(quote.shippingMethods.map(({ id, priceMinor }) => [id, priceMinor])).toEqual([
      ["standard", 490],
      ["express", 1_490],
    ]);
    expect(quote.lines).toMatchObject([{ quantity: 2, unitPriceMinor: 1_999, totalMinor: 3_998 }]);
  });

  it("uses the requested method, replaces it where it is not offered, and estimates without an address", async () => {
    const { guest } = await guestWith([{ priceMinor: 1_000, quantity: 1 }]);
    const express = { shippingMethodId: "express" };
    expect(
      await quoteCheckout(deps, guest, { shippingAddress: ADDRESS, ...express, accountEmail: null }),
    ).toMatchObject({
      shippingMinor: 1_490,
    });
    const toJapan = { country: "JP", postalCode: "100-0001" };
    expect(
      await quoteCheckout(deps, guest, { shippingAddress: toJapan, ...express, accountEmail: null }),
    ).toMatchObject({
      shippingMethodId: "world",
      shippingMinor: 1_990,
      freeShipping: null,
      taxMinor: 0,
    });
    expect(await quoteCheckout(deps, guest, { accountEmail: null })).toMatchObject({
      shippingMethodId: "standard",
      totalMinor: 1_490,
    });
  });

  it("takes the shop's own tax out of prices and adds the tax of the destination where prices do not include it", async () => {
    const { guest } = await guestWith([{ priceMinor: 1_000, quantity: 1 }]);
    const shippingAddress = { country: "US", region: "CA", postalCode: "94016" };
    expect(await quoteCheckout(deps, guest, { shippingAddress, accountEmail: null })).toMatchObject({
      // 10.00 and 19.90 without 19 %: 8.40 and 16.72, and 7.25 % of both.
      subtotalMinor: 840,
      shippingMinor: 1_672,
      taxIncluded: false,
      taxMinor: 182,
      totalMinor: 2_694,
      lines: [{ unitPriceMinor: 840, totalMinor: 840 }],
    });
  });

  it("applies a code, compares free shipping with the discounted value, and says why a code does not apply", async () => {
    const { guest } = await guestWith([{ priceMinor: 2_750, quantity: 2 }]);
    const without = await quoteCheckout(deps, guest, { shippingAddress: ADDRESS, accountEmail: null });
    expect(without).toMatchObject({
      shippingMinor: 0,
      totalMinor: 5_500,
      freeShipping: { fromMinor: 5_000, missingMinor: 0 },
    });
    const ten = await quoteCheckout(deps, guest, {
      shippingAddress: ADDRESS,
      promotionCode: "TEN",
      accountEmail: null,
    });
    expect(ten).toMatchObject({
      discountMinor: 550,
      shippingMinor: 490,
      totalMinor: 5_440,
      freeShipping: { fromMinor: 5_000, missingMinor: 50 },
      promotion: { code: "TEN", applied: true },
    });
    const wrong = await quoteCheckout(deps, guest, {
      shippingAddress: ADDRESS,
      promotionCode: "NOPE",
      accountEmail: null,
    });
    expect(wrong).toEqual({
      ...without,
      promotion: { code: "NOPE", applied: false, message: "This code isn't valid." },
    });
    const { guest: poor } = await guestWith([{ priceMinor: 1_000, quantity: 1 }]);
    expect((await quoteCheckout(deps, poor, { promotionCode: "SHIPFREE", accountEmail: null })).promotion).toEqual({
      code: "SHIPFREE",
      applied: false,
      message: "Spend at least €30.00 to use this code. You need €20.00 more.",
    });
  });

  it("refuses a cart that cannot be ordered, and names the item", async () => {
    const { guest, product } = await guestWith([{ priceMinor: 1_000, quantity: 3 }]);
    await expect(quoteCheckout(deps, newGuest(), { accountEmail: null })).rejects.toMatchObject({
      reason: "cart_empty",
    });
    await createStock(database.db, { productId: product.id, variantId: product.variants[0].id, onHand: 2 });
    await expect(quoteCheckout(deps, guest, { accountEmail: null })).rejects.toMatchObject({
      reason: "out_of_stock",
      message: "Only 2 of Lamp left. Change your cart to continue.",
    });
    await database.db
      .updateTable("catalog.products")
      .set({ status: "archived" })
      .where("id", "=", product.id)
      .execute();
    await expect(quoteCheckout(deps, guest, { accountEmail: null })).rejects.toMatchObject({
      reason: "variant_unavailable",
    });
  });

  it("refuses an order whose amounts are out of range instead of failing", async () => {
    const { guest } = await guestWith([
      { priceMinor: 100_000_000_000, quantity: 1 },
      { priceMinor: 100_000_000_000, quantity: 1 },
    ]);
    await expect(quoteCheckout(deps, guest, { accountEmail: null })).rejects.toMatchObject({ reason: "invalid_input" });
  });

  it("offers no method for a shipment that is too heavy, and then charges no shipping", async () => {
    const { guest } = await guestWith([{ priceMinor: 1_000, quantity: 1, weightGrams: 40_000 }]);
    expect(await quoteCheckout(deps, guest, { shippingAddress: ADDRESS, accountEmail: null })).toMatchObject({
      shippingMethods: [],
      shippingMethodId: null,
      shippingMinor: 0,
    });
  });
});

describe("the order drafted from a cart", () => {
  it("costs what the quote said, for every method and code", async () => {
    const { guest, product } = await guestWith([
      { priceMinor: 1_999, quantity: 2 },
      { priceMinor: 333, quantity: 3 },
    ]);
    const lines = product.variants.map(({ id }, index) => ({ variantId: id, quantity: index + 2 }));
    for (const shippingMethodId of ["standard", "express"]) {
      for (const promotionCode of ["TEN", "SHIPFREE", undefined]) {
        const code = promotionCode === undefined ? {} : { promotionCode };
        const quote = await quoteCheckout(deps, guest, {
          shippingAddress: ADDRESS,
          shippingMethodId,
          ...code,
          accountEmail: null,
        });
        const draft = await draftOrder(database.db, {
          lines,
          destination: resolvePlace(ADDRESS, ""),
          addressPath: "shippingAddress",
          shippingAddress: ADDRESS,
          shippingMethodId,
          promotionCode: promotionCode ?? null,
          customerKeys: [],
        });
        for (const amount of ["subtotalMinor", "discountMinor", "shippingMinor", "taxMinor", "totalMinor"] as const) {
          expect([shippingMethodId, promotionCode, amount, draft[amount]]).toEqual([
            shippingMethodId,
            promotionCode,
            amount,
            quote[amount],
          ]);
        }
      }
    }
  });

  it("is refused where the quote only advises: a method not offered, a code that does not apply, an item not for sale", async () => {
    const { product } = await guestWith([{ priceMinor: 1_000, quantity: 1 }]);
    const wish = {
      lines: [{ variantId: product.variants[0].id, quantity: 1 }],
      destination: resolvePlace(ADDRESS, ""),
      addressPath: "shippingAddress" as const,
      shippingAddress: ADDRESS,
      shippingMethodId: "standard",
      promotionCode: null,
      customerKeys: [],
    };
    const draft = (change: Partial<Parameters<typeof draftOrder>[1]>) =>
      draftOrder(database.db, { ...wish, ...change });
    await expect(draft({ shippingMethodId: "world" })).rejects.toMatchObject({ reason: "shipping_unavailable" });
    await expect(draft({ promotionCode: "NOPE" })).rejects.toMatchObject({ reason: "promotion_invalid" });
    const gone = await createProduct(database.db, { variants: [{ status: "discontinued" }] });
    const lines = [...wish.lines, { variantId: gone.variants[0].id, quantity: 1 }];
    await expect(draft({ lines })).rejects.toMatchObject({ reason: "variant_unavailable" });
    expect((await draft({})).totalMinor).toBe(1_490);
  });
});

describe("an estimate", () => {
  it("is the quote for what was entered, otherwise for the country, and null for a cart that cannot be ordered", async () => {
    const { guest, product } = await guestWith([{ priceMinor: 4_000, quantity: 1 }]);
    expect(await estimateCheckout(deps, guest, { accountEmail: null })).toMatchObject({
      shippingMinor: 490,
      shippingMethodId: "standard",
    });
    expect(await estimateCheckout(deps, guest, { country: "JP", accountEmail: null })).toMatchObject({
      shippingMinor: 1_990,
    });
    const entered = {
      shippingAddress: { country: "DE", city: "Ber" },
      shippingMethodId: "express",
      promotionCode: "TEN",
    };
    await saveCheckoutDraft(deps, guest, entered);
    const estimate = await estimateCheckout(deps, guest, { country: "JP", accountEmail: null });
    expect(estimate).toMatchObject({ shippingMinor: 1_490, discountMinor: 400, shippingMethodId: "express" });
    const { city: _city, ...destination } = entered.shippingAddress;
    expect(estimate).toEqual(
      await quoteCheckout(deps, guest, { ...entered, shippingAddress: destination, accountEmail: null }),
    );
    await saveCheckoutDraft(deps, guest, { shippingAddress: { country: "x" }, shippingMethodId: "No such method!" });
    expect(await estimateCheckout(deps, guest, { accountEmail: null })).toMatchObject({ shippingMethodId: "standard" });
    await createStock(database.db, { productId: product.id, variantId: product.variants[0].id, onHand: 0 });
    expect([
      await estimateCheckout(deps, guest, { accountEmail: null }),
      await estimateCheckout(deps, newGuest(), { accountEmail: null }),
    ]).toEqual([null, null]);
  });

  it("gives a member no discount by a code that their account has used up, as the quote does", async () => {
    const member = await createMember(database.db);
    const product = await createProduct(database.db, { variants: [{ priceMinor: 4_000 }] });
    await setLine(deps, member, { variantId: product.variants[0].id, quantity: 1 });
    await saveCheckoutDraft(deps, member, { promotionCode: "ONCE", shippingAddress: { country: "DE" } });
    const accountEmail = `${newId()}@example.com`;
    const estimate = async () => estimateCheckout(deps, member, { accountEmail });
    expect(await estimate()).toMatchObject({ discountMinor: 400, promotion: { applied: true } });
    const { id: promotionId } = await database.db
      .selectFrom("promotions.promotions")
      .select("id")
      .where("code", "=", "ONCE")
      .executeTakeFirstOrThrow();
    const given = {
      code: "ONCE",
      singleUse: false,
      discountMinor: 400,
      salesMinor: 4_090,
      minimumMinor: 0,
      minimumQuantity: 0,
      limited: false,
      limitedByCustomer: true,
    };
    const use = {
      ...given,
      promotionId,
      orderId: newId<OrderId>(),
      customerKeys: [customerKeyOf(accountEmail)],
      lines: [],
    };
    await inTransaction(database.db, (tx) => redeemPromotions(tx, [use]));
    expect(await estimate()).toMatchObject({ discountMinor: 0, promotion: { applied: false } });
  });
});
