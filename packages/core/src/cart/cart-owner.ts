import type { UserId } from "@cartwright/contracts/ids";
import type { Actor } from "../kernel/actor.ts";

/** Whose cart: a member's by his id, a guest's by the hash of his cookie. */
export type CartOwner = { readonly userId: UserId } | { readonly guestHash: Buffer };

/** The owner that an actor acts for; null for a visitor who has no cookie yet, and for the system. */
export function ownerOf(actor: Actor): CartOwner | null {
  if (actor.kind === "user") return { userId: actor.userId };
  if (actor.kind === "guest" && actor.guestHash) return { guestHash: actor.guestHash };
  return null;
}
