import type { OrderId, VariantId } from "@cartwright/contracts/ids";

/** What one order wants held: every line once per variant. */
export interface ReservationRequest {
  readonly orderId: OrderId;
  /** Orders are served in the order of this key (the order's id, which sorts by the time it was placed). */
  readonly placedAs: string;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

export type ReservationDecision =
  | { readonly kind: "reserved" }
  /** The variants of which there was too little for this order. */
  | { readonly kind: "short"; readonly variantIds: readonly VariantId[] };

/**
 * Decides who gets what is left. First come, first served; an order gets all of its lines or none, and one that is
 * refused leaves its share to those behind it. Pure: `available` is what the locked stock rows say.
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
