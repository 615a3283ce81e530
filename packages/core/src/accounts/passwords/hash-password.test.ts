import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword, isOutdated, matchPassword, verifyPassword } from "./hash-password.ts";

// cspell:ignore ｆｕｌｌ ﬂying ﬁshes campagne campagnes pâté

test("the stored form states argon2id and its costs, and differs each time", async () => {
  const [first, second] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(second).not.toBe(first);
  expect(isOutdated(first)).toBe(false);
  expect(isOutdated(first.replace("m=19456", "m=4096"))).toBe(true);
});

test("passwords are compared exactly: case, spaces and the thousandth byte count", async () => {
  const long = "ä".repeat(512);
  const stored = await hashPassword(long);
  expect(await verifyPassword(stored, long)).toBe(true);
  expect(await verifyPassword(stored, long.slice(0, -1) + "a")).toBe(false);
  const blank = await hashPassword(" Passphrase with blanks ");
  expect(await verifyPassword(blank, "Passphrase with blanks")).toBe(false);
  expect(await verifyPassword(blank, " passphrase with blanks ")).toBe(false);
});

test.each([
  ["composed and decomposed letters", "pâté de campagne", "pâté de campagne".normalize("NFD")],
  ["letters of another width", "password in ｆｕｌｌ width", "password in full width"],
  ["a ligature and its letters", "ﬁve ﬂying ﬁshes", "five flying fishes"],
])("the same password typed on another device matches: %s", async (_what, here, there) => {
  expect(here).not.toBe(there);
  expect(await verifyPassword(await hashPassword(here), there)).toBe(true);
  expect(await verifyPassword(await hashPassword(there), here)).toBe(true);
});

test("a hash that was made before passwords were normalised still matches what was typed", async () => {
  const typed = "pâté de campagne".normalize("NFD");
  const old = await hash(typed, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  expect(await matchPassword(old, typed)).toBe("as_typed");
  expect(await matchPassword(old, "pâté de campagnes".normalize("NFD"))).toBeNull();
  expect(await matchPassword(await hashPassword(typed), typed)).toBe("normalized");
});

test("the dummy hash matches no password", async () => {
  expect(await verifyPassword(null, "")).toBe(false);
  expect(await verifyPassword(null, "anything at all")).toBe(false);
});

test("every attempt gets its own result when more arrive than may run at once", async () => {
  const stored = await hashPassword("the right one");
  const responses = await Promise.all(
    Array.from({ length: 12 }, (_, index) => verifyPassword(stored, index === 7 ? "the right one" : `wrong ${index}`)),
  );
  expect(responses).toEqual(Array.from({ length: 12 }, (_, index) => index === 7));
});
