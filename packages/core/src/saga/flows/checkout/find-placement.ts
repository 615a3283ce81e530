import type { PlacedOrder } from "@cartwright/contracts/checkout";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../../../kernel/actor.ts";
import { findPlaced } from "../../../orders/create-order.ts";
import { scopeOf } from "./place-order.ts";

/**
 * The order that the actor has placed under a key, with its status of now; null when there is none. For a page that was
 * reloaded before the response to its order came.
 */
export async function findPlacement(
  deps: { readonly db: Db },
  actor: Actor,
  idempotencyKey: string,
): Promise<PlacedOrder | null> {
  // A visitor without a cookie has placed nothing.
  if (actor.kind === "system" || (actor.kind === "guest" && actor.guestHash === null)) return null;
  const placed = await findPlaced(deps.db, { scope: scopeOf(actor), key: idempotencyKey });
  if (!placed) return null;
  const { number, status, totalMinor, currency } = placed;
  return { number, status, totalMinor, currency };
}
