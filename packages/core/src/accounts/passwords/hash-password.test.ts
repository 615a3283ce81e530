import { expect, test } from "vitest";
import { hashPassword, isOutdated, verifyPassword } from "./hash-password.ts";

test("the stored form states argon2id and its costs, and differs each time", async () => {
  const [first, second] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(second).not.toBe(first);
  expect(isOutdated(first)).toBe(false);
  expect(isOutdated(first.replace("m=19456", "m=4096"))).toBe(true);
});

test("passwords are compared exactly: case, spaces, composed letters and the thousandth byte count", async () => {
  const long = "ä".repeat(512);
  const stored = await hashPassword(long);
  expect(await verifyPassword(stored, long)).toBe(true);
  expect(await verifyPassword(stored, long.slice(0, -1) + "a")).toBe(false);
  expect(await verifyPassword(stored, long.normalize("NFD"))).toBe(false);
  const blank = await hashPassword(" Passphrase with blanks ");
  expect(await verifyPassword(blank, "Passphrase with blanks")).toBe(false);
  expect(await verifyPassword(blank, " passphrase with blanks ")).toBe(false);
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
