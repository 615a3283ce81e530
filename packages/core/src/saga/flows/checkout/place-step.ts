import type { Tx } from "@cartwright/db/transaction";
import { restoreCart } from "../../../cart/restore-cart.ts";
import { returnRedemptions } from "../../../promotions/return-redemptions.ts";
import { cancelledMessage } from "../cancellation/cancelled-message.ts";
import type { LockedSaga, SagaStep, StepResult, StepResults } from "../../engine/definition.ts";

/** Cancels the orders: their promotions may be used again and the shoppers get their carts back. */
async function cancel(tx: Tx, lockedSagas: readonly LockedSaga[]): Promise<StepResults> {
  const orderIds = lockedSagas.map(({ order }) => order.id).toSorted();
  await returnRedemptions(tx, orderIds);
  await restoreCart(tx, orderIds);
  return new Map(
    lockedSagas.map(({ saga, order }): [typeof saga.id, StepResult] => {
      if (order.status === "cancelled") return [saga.id, { kind: "done" }];
      const money = order.status === "paid" ? "Your money is on its way back." : "No money was taken.";
      return [
        saga.id,
        {
          kind: "done",
          status: "cancelled",
          events: [{ type: "order.cancelled", message: cancelledMessage(saga.data.cancelledBy, money) }],
          // A person gives a reason of his own; the engine's is a word of the table of errors.
          cancelReason: (saga.data.cancelledBy && saga.data.reason) ?? saga.failure ?? "internal",
          mail: "cancelled",
        },
      ];
    }),
  );
}

/** The order itself. Placing it is start-checkout's work; its undo cancels it. */
export const placeStep: SagaStep = {
  name: "place",
  do: null,
  undo: { command: "order.cancel", action: { kind: "local", run: cancel } },
};
