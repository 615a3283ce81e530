import { expect, test } from "vitest";
import { isAppError } from "../../kernel/app-error.ts";
import { refuseCommonPassword } from "./check-password.ts";

function isRefused(password: string): boolean {
  try {
    refuseCommonPassword(password, "ann.bee@example.com");
    return false;
  } catch (error) {
    if (isAppError(error, "password_too_common")) return true;
    throw error;
  }
}

test.each(["password", "Password1", "QWERTYUIOP", "ann.bee@example.com", "Ann.Bee", "ann.beeann.bee"])(
  "refuses %s: it is a common password or the person's own address",
  (password) => expect(isRefused(password)).toBe(true),
);

test.each(["00000000", "aaaaaaaa", "12341234", "123123123", "abababab", "987654321", "abcdefgh", "0123456789"])(
  "refuses %s: it repeats a few characters or is a straight run",
  (password) => expect(isRefused(password)).toBe(true),
);

test.each([
  "correct horse battery",
  "zq7!kPw2",
  "password1 ",
  "        ",
  "\u{1f600}".repeat(8),
  "x".repeat(1_024),
  "12345678 steps",
  "acegikmo",
])("accepts %s: a password only has to be long and uncommon", (password) => expect(isRefused(password)).toBe(false));
