import type { OrderId, VariantId } from "@cartwright/contracts/ids";

/**
 * The states of a reservation. `held`: counted in the stock's `reserved`. From there it is `committed` (the goods were sold
 * and left `on_hand`), `released` (the order was given up) or `expired` (not settled in time). Goods that come back after
 * the sale make it `restocked`.
 */
export type ReservationState = "held" | "committed" | "released" | "expired" | "restocked";

/** One line of an order's hold on stock. */
export interface Reservation {
  readonly orderId: OrderId;
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly state: ReservationState;
}
