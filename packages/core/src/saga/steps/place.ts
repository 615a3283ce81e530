import type { Tx } from "@cartwright/db/transaction";
import { restoreCart } from "../../cart/restore-cart.ts";
import { returnRedemptions } from "../../promotions/return-redemptions.ts";
import type { Member, SagaStep, StepResult, StepResults } from "../definition.ts";

/** Cancels the orders: their promotions may be used again and the shoppers get their carts back. */
async function cancel(tx: Tx, members: readonly Member[]): Promise<StepResults> {
  const orderIds = members.map(({ order }) => order.id).toSorted();
  await returnRedemptions(tx, orderIds);
  await restoreCart(tx, orderIds);
  return new Map(
    members.map(({ saga, order }): [typeof saga.id, StepResult] => {
      if (order.status === "cancelled") return [saga.id, { kind: "done" }];
      const money = order.status === "paid" ? "Your money is on its way back." : "No money was taken.";
      return [
        saga.id,
        {
          kind: "done",
          status: "cancelled",
          events: [{ type: "order.cancelled", message: `Your order is cancelled. ${money}` }],
          cancelReason: saga.failure ?? "internal",
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
