import { expect, test } from "vitest";
import { isAppError } from "../../kernel/app-error.ts";
import { loadPasswordCheck, type PasswordOwner } from "./check-password.ts";

// cspell:ignore drowssap rtwright thgirwtrac cartwrightcartwright ｐａｓｓｗｏｒｄ ｃａｒｔｗｒｉｇｈｔ пять жёлтых слонов

const OWNER: PasswordOwner = { email: "ann.bee@example.com", firstName: "Annabel", lastName: "Beekeeper" };
const check = await loadPasswordCheck();

function isRefused(password: string, owner = OWNER): boolean {
  try {
    check.refuseWeak(password, owner);
    return false;
  } catch (error) {
    if (isAppError(error, "password_too_common")) return true;
    throw error;
  }
}

test.each(["password", "Password1", "Password1!", "P@ssw0rd1", "QWERTYUIOP", "iloveyou2", "1q2w3e4r5t", "drowssap"])(
  "refuses %s: it is a common password, or one rule away from one",
  (password) => expect(isRefused(password)).toBe(true),
);

test.each(["cartwright", "Cartwright1", "C4rtwright!", "thgirwtrac", "cartwrightcartwright"])(
  "refuses %s: it is made of the shop's words",
  (password) => expect(isRefused(password)).toBe(true),
);

test.each([
  "ann.bee@example.com",
  "Ann.Bee1",
  "ann.beeann.bee",
  "Annabel99",
  "beekeeper1",
  "AnnabelBeekeeper",
  "example.com",
])("refuses %s: it is made of the person's own address or name", (password) => expect(isRefused(password)).toBe(true));

test.each(["        ", "00000000", "aaaaaaaa", "12341234", "abababab", "987654321", "abcdefgh", "x".repeat(1_024)])(
  "refuses %s: it repeats a few characters or is a straight run",
  (password) => expect(isRefused(password)).toBe(true),
);

test.each(["１２３４５６７８", "ｐａｓｓｗｏｒｄ", "ｃａｒｔｗｒｉｇｈｔ"])(
  "refuses %s: it is a weak one in another width",
  (password) => expect(isRefused(password)).toBe(true),
);

test.each([
  "correct horse battery",
  "seven stones in a row",
  "zq7!kPw2",
  "пять жёлтых слонов",
  "kettle-marble-39-otter",
])("accepts %s: it is as hard to guess as eight random characters", (password) =>
  expect(isRefused(password)).toBe(false),
);

test("does not hold another person's words against a password", () => {
  expect(isRefused("beekeeper in the attic")).toBe(false);
  expect(isRefused("Annabel Beekeeper", { email: "kim@example.com" })).toBe(false);
});

test("judges a long password by its first 64 characters, because the estimate takes longer the longer it is", () => {
  const surprise = "mK7#vQ2$wZ9!rT4&";
  expect(isRefused(surprise)).toBe(false);
  expect(isRefused("a".repeat(64) + surprise)).toBe(true);
});
