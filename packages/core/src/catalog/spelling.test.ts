import fc from "fast-check";
import { expect, test } from "vitest";
import { correctableWords, CORRECTED_WORDS_MAX, nearestWord, slipsBetween } from "./spelling.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 8 });

test("the edit distance is zero for the same word only, symmetric, and at most the longer length", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const slips = slipsBetween(a, b);
      expect(slips === 0).toBe(a === b);
      expect(slips).toBe(slipsBetween(b, a));
      expect(slips).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      expect(slips).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});

test.each([
  ["shrit", "shirt", 1],
  ["keetle", "kettle", 1],
  ["jumpr", "jumper", 1],
  ["kitten", "sitting", 3],
])("the edit distance from %s to %s is %i", (a, b, slips) => expect(slipsBetween(a, b)).toBe(slips));

test("a short word allows one edit, a long one two, and the fewest win", () => {
  expect(nearestWord("cpa", ["cat", "cap"])).toBe("cap");
  expect(nearestWord("cxx", ["cap"])).toBeNull();
  expect(nearestWord("shrrt", ["short", "shirts", "shirt"])).toBe("short");
  expect(nearestWord("bottel", [])).toBeNull();
});

test("takes the words of a query, bounded, and leaves operators and numbers", () => {
  expect(correctableWords('Tea "pot" -12 or Ünder x')).toEqual(["tea", "pot", "ünder"]);
  const many = Array.from(
    { length: 50 },
    (_, index) => `word${"abcdefghij"[index % 10]}${"abcdefghij"[Math.floor(index / 10)]}`,
  );
  expect(correctableWords(many.join(" "))).toHaveLength(CORRECTED_WORDS_MAX);
});
