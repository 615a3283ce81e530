import type { Todo } from "@cartwright/contracts/admin";
import type { OrderView } from "@cartwright/contracts/order-work";

/** Which number of what is to do a view lists. What has been sent is nobody's work. */
export const TODO_OF_VIEW = {
  to_pack: "toPack",
  to_ship: "toShip",
  part_shipped: "partShipped",
  attention: "attention",
  returns: "returns",
  shipped: null,
} as const satisfies Readonly<Record<OrderView, keyof Todo | null>>;
