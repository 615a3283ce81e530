import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { normalizePassword } from "./hash-password.ts";

/** Whose password it is. What is not known yet is empty. */
export interface PasswordOwner {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export interface PasswordCheck {
  /** Throws `password_too_common` for a password that is too easy to guess. */
  refuseWeak(password: string, owner: PasswordOwner): void;
}

/** As many as eight random characters take. Anything easier is guessed from a list or by rule. */
const GUESSES_MIN = 1e8;
/** A shorter word would be found in too many passwords. */
const WORD_LENGTH_MIN = 3;

/** The words that a guesser who knows the owner would try: the address, its parts, and the names, also joined. */
function wordsOf({ email, firstName = "", lastName = "" }: PasswordOwner): string[] {
  const own = showEmail(email).toLowerCase();
  const [local = "", domain = ""] = own.split("@");
  const names = [firstName, lastName].map((name) => name.toLowerCase());
  const parts = [local, ...domain.split("."), ...names].flatMap((word) => word.split(/[^\p{L}\p{N}]+/u));
  return [own, local, domain, names.join(""), names.toReversed().join(""), ...names, ...parts].filter(
    (word) => word.length >= WORD_LENGTH_MIN,
  );
}

/**
 * Loads the check of new passwords. Its word lists take some megabytes, so a process loads them when the first password is
 * set. There are no composition rules, because length and surprise are what help.
 */
export async function loadPasswordCheck(): Promise<PasswordCheck> {
  const { COMMON, estimateGuesses } = await import("./estimate-guesses.ts");
  return {
    refuseWeak(password, owner) {
      const typed = normalizePassword(password);
      if (!COMMON.has(typed.toLowerCase()) && estimateGuesses(typed, wordsOf(owner)) >= GUESSES_MIN) return;
      throw new AppError("password_too_common", {
        fields: { password: getTranslations("errors")("password_too_common") },
      });
    },
  };
}
