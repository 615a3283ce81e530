import { canonicalEmail } from "./email-address.ts";

/** Two names of one provider. */
const SAME_DOMAIN: Readonly<Record<string, string>> = { "googlemail.com": "gmail.com" };

/**
 * The mailbox behind an email address, for counting what one person gets: case, a tag after `+` and dots in the part before
 * the `@` do not count, since most providers ignore some of them. Two people whose addresses differ only in these are
 * counted as one, which costs them little. Not for sending mail, and not for telling accounts apart.
 */
export function mailboxOf(email: string): string {
  const address = canonicalEmail(email);
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  const local = address.slice(0, Math.max(0, at)).split("+", 1)[0]?.replaceAll(".", "") ?? "";
  return `${local}@${SAME_DOMAIN[domain] ?? domain}`;
}

/**
 * Whether two email addresses are the same, apart from case, space around them and the form of their domain. For deciding what is someone's own: outside
 * a few providers a dot or a tag may make it another person's.
 */
export function isSameAddress(one: string, other: string): boolean {
  return canonicalEmail(one) === canonicalEmail(other);
}
