import { PlaceOrder, type Quote } from "@cartwright/contracts/checkout";
import { expect, test } from "vitest";
import { toOrderRequest } from "./order-request.ts";

const OFFER: Quote = {
  lines: [],
  subtotalMinor: 1_000,
  discountMinor: 0,
  shippingMinor: 490,
  taxMinor: 238,
  taxIncluded: true,
  totalMinor: 1_490,
  taxRateBp: 1_900,
  destination: { country: "DE", region: null, taxArea: null },
  currency: "EUR",
  requiresShipping: true,
  shippingMethods: [],
  shippingMethodId: "standard",
  freeShipping: null,
  promotion: { code: "TEN", applied: true, message: "" },
  promotions: [],
  giftCards: [],
  giftCardMinor: 0,
  dueMinor: 1_490,
  version: "v".repeat(43),
};
const TYPED = { email: "kim@example.com" };

test("names the quote that the order is placed for, with the total that the shopper agreed to", () => {
  const request = toOrderRequest(TYPED, OFFER, { totalMinor: 1_490, token: "tok_approve", giftCards: [] });
  const order = PlaceOrder.parse({ ...request, idempotencyKey: crypto.randomUUID() });
  expect(order).toMatchObject({
    quoteVersion: OFFER.version,
    expectedTotalMinor: 1_490,
    shippingMethodId: "standard",
    promotionCode: "TEN",
  });
});

test("leaves out a code that does not apply and a method that nothing needs", () => {
  const offer = { ...OFFER, shippingMethodId: null, promotion: { code: "TEN", applied: false, message: "No." } };
  const request = toOrderRequest(TYPED, offer, { totalMinor: 1_490, token: "tok_approve", giftCards: [] });
  expect(Object.keys(request)).not.toContain("shippingMethodId");
  expect(Object.keys(request)).not.toContain("promotionCode");
  expect(request.quoteVersion).toBe(OFFER.version);
});

test("names the gift cards, and charges no card where they pay for everything", () => {
  const giftCards = ["23456789ABCDEFGH"];
  const part = toOrderRequest(
    TYPED,
    { ...OFFER, giftCardMinor: 490, dueMinor: 1_000 },
    {
      totalMinor: 1_490,
      token: "tok_approve",
      giftCards,
    },
  );
  expect(part).toMatchObject({ giftCards, payment: { token: "tok_approve" } });
  const all = { ...OFFER, giftCardMinor: 1_490, dueMinor: 0 };
  const request = toOrderRequest(TYPED, all, { totalMinor: 1_490, token: "tok_approve", giftCards });
  expect(PlaceOrder.parse({ ...request, idempotencyKey: crypto.randomUUID() })).toMatchObject({
    giftCards,
    payment: { token: "none" },
  });
});
