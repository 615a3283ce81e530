import { createHash } from "node:crypto";
import type { Actor } from "../kernel/actor.ts";

/**
 * The key that a promotion counts its customers by: a member's id, or the SHA-256 of a guest's e-mail address (lower case).
 * Null while a guest has not given one: then no use can be counted yet.
 */
export function customerKeyOf(actor: Actor, email: string | null): string | null {
  if (actor.kind === "user") return `user:${actor.userId}`;
  return email === null ? null : `email:${createHash("sha256").update(email.toLowerCase()).digest("hex")}`;
}
