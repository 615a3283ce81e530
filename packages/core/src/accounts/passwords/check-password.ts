import { dictionary } from "@zxcvbn-ts/language-common";
import { AppError } from "../../kernel/app-error.ts";

/** About 49,000 passwords that are most frequent in leaks. Those too short to be chosen here are left out. */
const COMMON: ReadonlySet<string> = new Set(dictionary["passwords-common"].filter((word) => word.length >= 8));

/** Longer patterns are not among the first guesses. */
const PATTERN_LENGTH_MAX = 16;

/**
 * Whether a password repeats a few characters (`00000000`, `123123123`) or is a straight run of them (`87654321`). These
 * are as common as any in the list, which leaves them out because its authors find them by rule.
 */
function isPlainPattern(word: string): boolean {
  if (word.length > PATTERN_LENGTH_MAX || !/^[a-z0-9]+$/.test(word)) return false;
  const repeats = (period: number) => word === word.slice(0, period).padEnd(word.length, word.slice(0, period));
  if ([1, 2, 3, 4].some(repeats)) return true;
  const codes = Array.from(word, (letter) => letter.charCodeAt(0));
  return [1, -1].some((step) => codes.every((code, at) => at === 0 || code === (codes[at - 1] ?? 0) + step));
}

/**
 * Refuses a password that attackers try first: one of the common ones in any case, or the account's own address. There are
 * no composition rules, because length is what helps. Throws `password_too_common`.
 */
export function refuseCommonPassword(password: string, email: string): void {
  const word = password.toLowerCase();
  const own = email.toLowerCase();
  const [local = ""] = own.split("@");
  const ownWords = [own, local, local + local];
  if (COMMON.has(word) || isPlainPattern(word) || ownWords.includes(word))
    throw new AppError("password_too_common", {
      fields: { password: "This password is on lists of common ones. Choose another." },
    });
}
