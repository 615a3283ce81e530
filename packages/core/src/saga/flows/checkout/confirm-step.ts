import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { commitStock } from "../../../inventory/commit-stock.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import type { LockedSaga, SagaStep, StepResult, StepResults } from "../../engine/definition.ts";

/** An order without anything to ship is delivered with its confirmation. */
function confirmed({ ships }: LockedOrder): StepResult {
  const t = getTranslations("orderUpdates");
  const event = { type: "order.confirmed" as const, message: t("confirmed") };
  if (ships) return { kind: "done", to: { status: "confirmed" }, events: [event], mail: "confirmed" };
  return {
    kind: "done",
    to: { status: "completed", fulfillmentStatus: "delivered" },
    events: [event, { type: "order.delivered", message: t("deliveredByEmail") }],
    mail: "confirmed",
  };
}

/** Commits the reserved stock and confirms the orders. If a hold has expired and the stock is gone, the payment is refunded. */
async function confirm(tx: Tx, sagas: readonly LockedSaga[]): Promise<StepResults> {
  const sold = await commitStock(
    tx,
    sagas.map(({ order }) => order.id),
  );
  return new Map(
    sagas.map(({ saga, order }): [typeof saga.id, StepResult] => [
      saga.id,
      sold.get(order.id)
        ? confirmed(order)
        : {
            kind: "refused",
            reason: "out_of_stock",
            events: [
              {
                type: "inventory.reservation_failed",
                message: getTranslations("orderUpdates")("soldWhileWaiting"),
              },
            ],
          },
    ]),
  );
}

/** The last step. Nothing after it can fail, so it has no undo. Cancelling a confirmed order is a saga of its own. */
export const confirmStep: SagaStep = {
  name: "confirm",
  do: { command: "order.confirm", action: { kind: "local", run: confirm } },
  undo: null,
};
