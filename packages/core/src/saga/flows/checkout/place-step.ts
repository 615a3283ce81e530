import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { restoreCart } from "../../../cart/restore-cart.ts";
import { readCheckoutDetails } from "../../../orders/read-checkout-details.ts";
import { releaseGiftCards } from "../../../payments/gift-cards/release-gift-cards.ts";
import { returnRedemptions } from "../../../promotions/return-redemptions.ts";
import { cancelledMessage } from "../cancellation/cancelled-message.ts";
import { noteCancelledExchanges } from "../exchange/note-cancelled-exchanges.ts";
import type { LockedSaga, SagaStep, StepResult, StepResults } from "../../engine/definition.ts";

/** Cancels the orders. Their promotions and gift cards can be used again, and the shoppers get their carts back. */
async function cancel(tx: Tx, sagas: readonly LockedSaga[]): Promise<StepResults> {
  const orderIds = sagas.map(({ order }) => order.id).toSorted();
  await restoreCart(tx, await readCheckoutDetails(tx, orderIds));
  const holding = sagas.flatMap(({ order }) => (order.giftCardMinor > 0 ? [order.id] : []));
  await releaseGiftCards(tx, holding);
  // After the cart, as in `placeOrder`: the other way round the two would wait for each other.
  await returnRedemptions(tx, orderIds);
  await noteCancelledExchanges(
    tx,
    sagas.flatMap(({ order }) => (order.state.status === "cancelled" ? [] : [order.id])),
  );
  return new Map(
    sagas.map(({ saga, order }): [typeof saga.id, StepResult] => {
      if (order.state.status === "cancelled") return [saga.id, { kind: "done" }];
      const refunded = order.state.paymentStatus === "refunded";
      const money = refunded
        ? getTranslations("orderUpdates")("moneyBack")
        : getTranslations("orderUpdates")("notCharged");
      return [
        saga.id,
        {
          kind: "done",
          to: { status: "cancelled" },
          events: [{ type: "order.cancelled", message: cancelledMessage(saga.data.cancelledBy, money) }],
          // A person gives a reason in their own words. The engine's reason is an error code.
          cancelReason: (saga.data.cancelledBy && saga.data.reason) ?? saga.failure ?? "internal",
          mail: "cancelled",
        },
      ];
    }),
  );
}

/** The order itself. `placeOrder` creates it; the undo cancels it. */
export const placeStep: SagaStep = {
  name: "place",
  do: null,
  undo: { command: "order.cancel", action: { kind: "local", run: cancel } },
};
