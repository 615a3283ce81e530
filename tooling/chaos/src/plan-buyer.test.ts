import { SANDBOX_TOKENS } from "@cartwright/contracts/sandbox-provider";
import { expect, test } from "vitest";
import { planBuyer } from "./plan-buyer.ts";

const SHELF = 16;
const crowd = (seed: number) => Array.from({ length: 400 }, (_, index) => planBuyer(seed, index, SHELF));

test("the same seed gives the same buyers, another gives others", () => {
  expect(crowd(3)).toEqual(crowd(3));
  expect(crowd(4)).not.toEqual(crowd(3));
});

test("every token, every approval, cancelling and watching occur", () => {
  const buyers = crowd(3);
  expect(new Set(buyers.map(({ token }) => token))).toEqual(new Set(SANDBOX_TOKENS));
  expect(new Set(buyers.map(({ approval }) => approval))).toEqual(new Set(["approve", "decline", "ignore"]));
  expect(buyers.some(({ cancelAfterMs }) => cancelAfterMs !== null)).toBe(true);
  expect(buyers.some(({ watches }) => watches)).toBe(true);
});

test("no buyer puts a variant on two lines, or buys more variants than there are", () => {
  for (const { lines } of crowd(5)) {
    expect(new Set(lines.map(({ shelf }) => shelf)).size).toBe(lines.length);
    for (const { shelf, quantity } of lines) {
      expect(shelf).toBeLessThan(SHELF);
      expect(quantity).toBeGreaterThan(0);
    }
  }
});
