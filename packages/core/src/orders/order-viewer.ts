import { type Actor, mayAct } from "../kernel/actor.ts";
import type { OrderViewer } from "./order-reads.sql.ts";

/** An actor as the possible owner of an order. */
export function ownerViewer(actor: Actor): OrderViewer {
  if (actor.kind === "user") return { kind: "person", userId: actor.userId, guestHash: null };
  if (actor.kind === "guest") return { kind: "person", userId: null, guestHash: actor.guestHash };
  return { kind: "anyone" };
}

/** The same, but staff who may read orders see every one. */
export function staffOrOwnerViewer(actor: Actor): OrderViewer {
  return mayAct(actor, "orders:read") ? { kind: "anyone" } : ownerViewer(actor);
}
