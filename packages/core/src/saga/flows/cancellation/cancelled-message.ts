import { getTranslations } from "@cartwright/messages/get-translations";
import type { SagaData } from "../../engine/saga-data.ts";

/** The timeline message of a cancelled order: who cancelled it, if a person did, and what happens to the money. */
export function cancelledMessage(by: SagaData["cancelledBy"], money: string): string {
  const t = getTranslations("orderUpdates");
  const key = by === "shopper" ? "cancelledByYou" : by === "staff" ? "cancelledByStaff" : "cancelled";
  return [t(key), money].join(" ").trimEnd();
}
