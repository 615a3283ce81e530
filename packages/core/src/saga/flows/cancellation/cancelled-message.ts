import type { SagaData } from "../../engine/saga-data.ts";

/** How the timeline says that an order was cancelled, and by whom if it was a person; then what becomes of the money. */
export function cancelledMessage(by: SagaData["cancelledBy"], money: string): string {
  const words = { shopper: "You cancelled this order.", staff: "Our team cancelled this order." } as const;
  return [by ? words[by] : "Your order is cancelled.", money].join(" ").trimEnd();
}
