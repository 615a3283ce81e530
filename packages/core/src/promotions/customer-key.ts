import { createHash } from "node:crypto";
import type { Actor } from "../kernel/actor.ts";

/**
 * By what a promotion counts its customers: a member by his id, a guest by the SHA-256 of his e-mail address (lower case).
 * Null while a guest has not given one: then no use of his can be counted yet.
 */
export function customerKeyOf(actor: Actor, email: string | null): string | null {
  if (actor.kind === "user") return `user:${actor.userId}`;
  return email === null ? null : `email:${createHash("sha256").update(email.toLowerCase()).digest("hex")}`;
}
