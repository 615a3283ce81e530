import type { Todo } from "@cartwright/contracts/admin";
import type { OrderView } from "@cartwright/contracts/order-work";

/** The to-do count that each view lists. Shipped orders need no work, so their view has none. */
export const TODO_OF_VIEW = {
  to_pack: "toPack",
  to_ship: "toShip",
  part_shipped: "partShipped",
  attention: "attention",
  returns: "returns",
  shipped: null,
} as const satisfies Readonly<Record<OrderView, keyof Todo | null>>;
