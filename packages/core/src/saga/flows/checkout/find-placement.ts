import type { PlacedOrder } from "@cartwright/contracts/checkout";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../../../kernel/actor.ts";
import { findPlaced, toPlacedOrder } from "../../../orders/create-order.ts";
import { scopeOf } from "./place-order.ts";

/**
 * The order that the actor placed under an idempotency key, with its status now, or null. For a page that was reloaded before
 * the response to its order arrived.
 */
export async function findPlacement(
  deps: { readonly db: Db },
  actor: Actor,
  idempotencyKey: string,
): Promise<PlacedOrder | null> {
  // A visitor without a cookie cannot have placed anything.
  if (actor.kind === "system" || (actor.kind === "guest" && actor.guestHash === null)) return null;
  const placed = await findPlaced(deps.db, { scope: scopeOf(actor), key: idempotencyKey });
  return placed && toPlacedOrder(placed);
}
