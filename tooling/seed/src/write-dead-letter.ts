import type { ProductId } from "@cartwright/contracts/ids";
import { newId } from "@cartwright/core/kernel/ids";
import { storeDeadLetter } from "@cartwright/core/outbox/store-dead-letter";
import type { Tx } from "@cartwright/db/transaction";

/** Writes a message that the worker gave up. Replaying it counts the stock of these products again, which changes nothing. */
export async function writeDeadLetter(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  await storeDeadLetter(tx, {
    queue: "catalog",
    name: "catalog.refresh-stock",
    messageId: newId(),
    payload: { productIds },
    cause: "unavailable",
    error: "canceling statement due to lock timeout",
    attempts: 10,
    orderId: null,
    sagaId: null,
  });
}
