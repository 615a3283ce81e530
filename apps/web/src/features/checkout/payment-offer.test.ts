import { expect, test } from "vitest";
import { paymentOffer } from "./payment-offer.ts";

const CARDS = [{ token: "tok_approve", label: "Approves" }] as const;

test.each([
  ["the sandbox's cards", "test_cards", { paymentProviders: ["sandbox" as const], sandboxTokens: [...CARDS] }],
  [
    "the cards beside Stripe",
    "test_cards",
    { paymentProviders: ["stripe" as const, "sandbox" as const], sandboxTokens: [...CARDS] },
  ],
  [
    "nothing of its own where Stripe is alone",
    "api_only",
    { paymentProviders: ["stripe" as const], sandboxTokens: null },
  ],
  [
    "no card of a sandbox that is not there",
    "api_only",
    { paymentProviders: ["stripe" as const], sandboxTokens: [...CARDS] },
  ],
  [
    "nothing where the shop keeps its test cards to itself",
    "none",
    { paymentProviders: ["sandbox" as const], sandboxTokens: null },
  ],
  ["nothing where there is no card", "none", { paymentProviders: ["sandbox" as const], sandboxTokens: [] }],
  ["nothing where there is no provider", "none", { paymentProviders: [], sandboxTokens: null }],
])("the checkout offers %s", (_name, offer, config) => {
  expect(paymentOffer(config)).toBe(offer);
});
