import type { Tx } from "@cartwright/db/transaction";
import { releaseStock } from "../../../inventory/release-stock.ts";
import { restockOrders } from "../../../inventory/restock-order.ts";
import { returnRedemptions } from "../../../promotions/return-redemptions.ts";
import type { LockedSaga, SagaStep, StepResults } from "../../engine/definition.ts";

async function restock(tx: Tx, lockedSagas: readonly LockedSaga[]): Promise<StepResults> {
  const orderIds = lockedSagas.map(({ order }) => order.id).toSorted();
  await restockOrders(tx, orderIds);
  // A hold that a cancelled order might still have.
  await releaseStock(tx, orderIds, "release");
  return new Map(lockedSagas.map(({ saga }) => [saga.id, { kind: "done" }]));
}

/** Put the goods of a cancelled order back on the shelf. */
export const restockStep: SagaStep = {
  name: "restock",
  do: { command: "inventory.release", action: { kind: "local", run: restock } },
  undo: null,
};

async function close(tx: Tx, lockedSagas: readonly LockedSaga[]): Promise<StepResults> {
  await returnRedemptions(tx, lockedSagas.map(({ order }) => order.id).toSorted());
  return new Map(lockedSagas.map(({ saga }) => [saga.id, { kind: "done", mail: "cancelled" }]));
}

/** Tell the shopper that all of it is done, and let his promotion be used again. */
export const closeStep: SagaStep = {
  name: "close",
  do: { command: "order.cancel", action: { kind: "local", run: close } },
  undo: null,
};

/** The cancellation itself; done by whoever starts the saga, so that nobody packs the order meanwhile. */
export const markStep: SagaStep = { name: "mark", do: null, undo: null };
