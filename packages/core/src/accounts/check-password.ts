import { dictionary } from "@zxcvbn-ts/language-common";
import { AppError } from "../kernel/app-error.ts";

/** Some 49,000 passwords that leaks have shown to be most used; those too short to be chosen here are left out. */
const COMMON: ReadonlySet<string> = new Set(dictionary["passwords-common"].filter((word) => word.length >= 8));

/**
 * Refuses a password that guessers try first: one of the common ones in whatever case, or the account's own address.
 * There are no rules of composition: length is what helps. Throws `password_too_common`.
 */
export function refuseCommonPassword(password: string, email: string): void {
  const word = password.toLowerCase();
  const own = email.toLowerCase();
  const [local = ""] = own.split("@");
  if (COMMON.has(word) || word === own || word === local || word === local + local)
    throw new AppError("password_too_common", {
      fields: { password: "This password is on lists of common ones. Choose another." },
    });
}
