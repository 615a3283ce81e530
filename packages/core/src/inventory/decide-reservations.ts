import type { OrderId, VariantId } from "@cartwright/contracts/ids";

/** What one order wants to reserve: each variant once. */
export interface ReservationRequest {
  readonly orderId: OrderId;
  /** Orders are served by this key (the order's id, which sorts by the time it was placed). */
  readonly placedAs: string;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

export interface LaterUnits {
  readonly variantId: VariantId;
  readonly units: number;
  readonly days: number;
}

export type ReservationDecision =
  /** `later`: units that are not on hand, and in how many working days they ship. */
  | { readonly kind: "reserved"; readonly later?: readonly LaterUnits[] }
  /** The variants that this order was short of. */
  | { readonly kind: "short"; readonly variantIds: readonly VariantId[] };

/**
 * Decides which orders get stock. First come, first served; an order gets all of its lines or none, and a refused order
 * leaves its share to those after it. Pure: `available` comes from the locked stock rows.
 */
export function decideReservations(
  available: ReadonlyMap<VariantId, number>,
  requests: readonly ReservationRequest[],
): Map<OrderId, ReservationDecision> {
  const left = new Map(available);
  const decisions = new Map<OrderId, ReservationDecision>();
  const inOrder = requests.toSorted((a, b) => (a.placedAs < b.placedAs ? -1 : a.placedAs > b.placedAs ? 1 : 0));
  for (const request of inOrder) {
    const short = request.lines.filter((line) => (left.get(line.variantId) ?? 0) < line.quantity);
    if (short.length > 0) {
      decisions.set(request.orderId, { kind: "short", variantIds: short.map((line) => line.variantId) });
      continue;
    }
    for (const line of request.lines) left.set(line.variantId, (left.get(line.variantId) ?? 0) - line.quantity);
    decisions.set(request.orderId, { kind: "reserved" });
  }
  return decisions;
}
