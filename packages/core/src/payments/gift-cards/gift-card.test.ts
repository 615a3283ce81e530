import type { GiftCardId } from "@cartwright/contracts/ids";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type GiftCard, spendCards } from "./gift-card.ts";

const CARD = fc.record({
  balanceMinor: fc.nat(10_000),
  heldShare: fc.double({ min: 0, max: 1, noNaN: true }),
  isDisabled: fc.boolean(),
  isExpired: fc.boolean(),
  currency: fc.constantFrom("EUR", "USD"),
});

const cardOf = (at: number, { heldShare, ...drawn }: Parameters<Parameters<typeof CARD.map>[0]>[0]): GiftCard => ({
  id: `card-${at}` as GiftCardId, // any id
  last4: "ABCD",
  heldMinor: Math.floor(drawn.balanceMinor * heldShare),
  ...drawn,
});

test("cards pay the whole amount or all they have, in their order, and never what others hold or must not be spent", () => {
  fc.assert(
    fc.property(fc.array(CARD, { maxLength: 5 }), fc.nat(20_000), (drawn, amountMinor) => {
      const cards = new Map(drawn.map((each, at) => [String(at), cardOf(at, each)]));
      const spent = spendCards([...cards.keys()], cards, { amountMinor, currency: "EUR" });
      const free = [...cards.values()].map((card) =>
        card.isDisabled || card.isExpired || card.currency !== "EUR" ? 0 : card.balanceMinor - card.heldMinor,
      );
      const paid = spent.reduce((sum, each) => sum + each.amountMinor, 0);
      expect(paid).toBe(
        Math.min(
          amountMinor,
          free.reduce((sum, each) => sum + each, 0),
        ),
      );
      spent.forEach((each, at) => {
        expect(each.amountMinor).toBeLessThanOrEqual(free[at] ?? 0);
        expect(each.problem === null).toBe(each.amountMinor > 0);
        // The next is spent only once this one is empty.
        const isLast = spent.slice(at + 1).every((later) => later.amountMinor === 0);
        expect(isLast || each.amountMinor === free[at]).toBe(true);
      });
    }),
  );
});

test("says of a card why it can't be used", () => {
  const card: GiftCard = {
    id: "card" as GiftCardId, // any id
    last4: "ABCD",
    currency: "EUR",
    balanceMinor: 100,
    heldMinor: 0,
    isDisabled: false,
    isExpired: false,
  };
  const problemWith = (change: Partial<GiftCard>, amountMinor = 50) =>
    spendCards(["code"], new Map([["code", { ...card, ...change }]]), { amountMinor, currency: "EUR" })[0]?.problem;
  expect(problemWith({})).toBeNull();
  expect(problemWith({ isDisabled: true, isExpired: true })).toBe("disabled");
  expect(problemWith({ isExpired: true })).toBe("expired");
  expect(problemWith({ currency: "USD" })).toBe("currency");
  expect(problemWith({ balanceMinor: 0 })).toBe("empty");
  expect(problemWith({ heldMinor: 100 })).toBe("held");
  expect(problemWith({}, 0)).toBe("notNeeded");
  expect(spendCards(["code"], new Map(), { amountMinor: 50, currency: "EUR" })[0]?.problem).toBe("unknown");
});
