import type { Tx } from "@cartwright/db/transaction";
import { releaseStock } from "../../../inventory/release-stock.ts";
import { restockOrders } from "../../../inventory/restock-order.ts";
import { releaseGiftCards } from "../../../payments/gift-cards/release-gift-cards.ts";
import { isOpen } from "../../../payments/payment-state.ts";
import { readPaymentsOfOrders } from "../../../payments/read-payments.ts";
import { returnRedemptions } from "../../../promotions/return-redemptions.ts";
import { noteCancelledExchanges } from "../exchange/note-cancelled-exchanges.ts";
import type { LockedSaga, SagaStep, StepResults } from "../../engine/definition.ts";

async function restock(tx: Tx, sagas: readonly LockedSaga[]): Promise<StepResults> {
  const orderIds = sagas.map(({ order }) => order.id).toSorted();
  await restockOrders(tx, orderIds);
  // A hold that the cancelled order may still have.
  await releaseStock(tx, orderIds, "release");
  return new Map(sagas.map(({ saga }) => [saga.id, { kind: "done" }]));
}

/** Restocks the goods of a cancelled order. */
export const restockStep: SagaStep = {
  name: "restock",
  do: { command: "inventory.release", action: { kind: "local", run: restock } },
  undo: null,
};

/**
 * Gives back what gift cards still hold of cancelled orders: those that counted as paid and were not. A payment that is not decided yet
 * keeps its part, for its capture takes it.
 */
async function releaseUnpaid(tx: Tx, sagas: readonly LockedSaga[]): Promise<void> {
  const orderIds = sagas.flatMap(({ order }) => (order.giftCardMinor > 0 ? [order.id] : [])).toSorted();
  const payments = await readPaymentsOfOrders(tx, orderIds);
  await releaseGiftCards(
    tx,
    orderIds.filter((id) => !isOpen(payments.get(id)?.state ?? "voided")),
  );
}

async function close(tx: Tx, sagas: readonly LockedSaga[]): Promise<StepResults> {
  const orderIds = sagas.map(({ order }) => order.id).toSorted();
  await releaseUnpaid(tx, sagas);
  await returnRedemptions(tx, orderIds);
  await noteCancelledExchanges(tx, orderIds);
  return new Map(sagas.map(({ saga }) => [saga.id, { kind: "done", mail: "cancelled" }]));
}

/** Tells the shopper that the cancellation is done, and lets their promotion be used again. */
export const closeStep: SagaStep = {
  name: "close",
  do: { command: "order.cancel", action: { kind: "local", run: close } },
  undo: null,
};

/** The cancellation itself. The use case that starts the saga does it, so that no one packs the order meanwhile. */
export const markStep: SagaStep = { name: "mark", do: null, undo: null };
