import type { UserId } from "@cartwright/contracts/ids";
import type { Actor } from "../kernel/actor.ts";

/** The owner of a cart: a member by their id, a guest by the hash of their cookie. */
export type CartOwner = { readonly userId: UserId } | { readonly guestHash: Buffer };

/** The owner that an actor acts for. Null for a visitor without a cookie, and for the system. */
export function ownerOf(actor: Actor): CartOwner | null {
  if (actor.kind === "user") return { userId: actor.userId };
  if (actor.kind === "guest" && actor.guestHash) return { guestHash: actor.guestHash };
  return null;
}
