import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { endHolds } from "./gift-cards.sql.ts";

/** Gives back what cancelled orders hold of gift cards. Idempotent: what was taken meanwhile is refunded instead. */
export async function releaseGiftCards(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  if (orderIds.length > 0) await endHolds(tx, orderIds, "released");
}
