import type { Tx } from "@cartwright/db/transaction";
import { commitStock } from "../../../inventory/commit-stock.ts";
import type { LockedSaga, SagaStep, StepResult, StepResults } from "../../engine/definition.ts";

/** Sells what is held and confirms the orders. If a hold ran out and the goods are gone, the money goes back. */
async function confirm(tx: Tx, lockedSagas: readonly LockedSaga[]): Promise<StepResults> {
  const sold = await commitStock(
    tx,
    lockedSagas.map(({ order }) => order.id),
  );
  return new Map(
    lockedSagas.map(({ saga, order }): [typeof saga.id, StepResult] => [
      saga.id,
      sold.get(order.id)
        ? {
            kind: "done",
            status: "confirmed",
            events: [{ type: "order.confirmed", message: "Your order is confirmed. We are on it." }],
            mail: "confirmed",
          }
        : {
            kind: "refused",
            reason: "out_of_stock",
            events: [
              {
                type: "inventory.reservation_failed",
                message: "Sorry, your items were sold while we waited for the payment.",
              },
            ],
          },
    ]),
  );
}

/** The last step: nothing after it can fail, so it has no undo. Leaving a confirmed order is a saga of its own. */
export const confirmStep: SagaStep = {
  name: "confirm",
  do: { command: "order.confirm", action: { kind: "local", run: confirm } },
  undo: null,
};
