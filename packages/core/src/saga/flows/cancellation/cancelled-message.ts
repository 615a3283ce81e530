import type { SagaData } from "../../engine/saga-data.ts";

/** The timeline message of a cancelled order: who cancelled it, if a person did, and what happens to the money. */
export function cancelledMessage(by: SagaData["cancelledBy"], money: string): string {
  const cancelledBy = { shopper: "You cancelled this order.", staff: "Our team cancelled this order." } as const;
  return [by ? cancelledBy[by] : "Your order is cancelled.", money].join(" ").trimEnd();
}
