import { createHash } from "node:crypto";
import { mailboxOf } from "@cartwright/contracts/mailbox";

/**
 * The key that a promotion counts its customers by: the SHA-256 of their mailbox, for members and guests alike. A member's is
 * that of their account, whatever address they type.
 */
export function customerKeyOf(email: string): string {
  return `mailbox:${createHash("sha256").update(mailboxOf(email)).digest("hex")}`;
}
