import { createHash } from "node:crypto";
import { mailboxOf } from "@cartwright/contracts/mailbox";

/** The key that a promotion counts a customer by: the SHA-256 of their mailbox. */
export function customerKeyOf(email: string): string {
  return `mailbox:${createHash("sha256").update(mailboxOf(email)).digest("hex")}`;
}

/**
 * The keys of everyone that an order counts for: the mailbox of the account and the one that the order is mailed to. A use counts
 * under each, or an account would give its owner a second use under another address. In ascending order.
 */
export function customerKeysOf({
  accountEmail,
  email,
}: {
  readonly accountEmail: string | null;
  readonly email: string | undefined;
}): string[] {
  const emails = [accountEmail ?? "", email ?? ""].filter((each) => each !== "");
  return [...new Set(emails.map(customerKeyOf))].toSorted();
}
