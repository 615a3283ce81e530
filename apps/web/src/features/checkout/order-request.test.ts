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
  version: "v".repeat(43),
};
const TYPED = { email: "kim@example.com" };

test("names the quote that the order is placed for, with the total that the shopper agreed to", () => {
  const request = toOrderRequest(TYPED, OFFER, { totalMinor: 1_490, token: "tok_approve" });
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
  const request = toOrderRequest(TYPED, offer, { totalMinor: 1_490, token: "tok_approve" });
  expect(Object.keys(request)).not.toContain("shippingMethodId");
  expect(Object.keys(request)).not.toContain("promotionCode");
  expect(request.quoteVersion).toBe(OFFER.version);
});
