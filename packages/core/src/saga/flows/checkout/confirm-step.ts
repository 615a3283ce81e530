import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { readDigitalFiles } from "../../../catalog/digital-files.ts";
import { grantDownloads, readDigitalLines } from "../../../orders/grant-downloads.ts";
import { commitStock } from "../../../inventory/commit-stock.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import { issueOrderedGiftCards } from "./issue-gift-cards.ts";
import type { LockedSaga, SagaStep, StepResult, StepResults } from "../../engine/definition.ts";

/** An order without anything to ship is delivered with its confirmation. */
function confirmed({ ships }: LockedOrder): StepResult {
  const t = getTranslations("orderUpdates");
  if (ships) {
    const event = { type: "order.confirmed" as const, message: t("confirmed") };
    return { kind: "done", to: { status: "confirmed" }, events: [event], mail: "confirmed" };
  }
  const event = { type: "order.confirmed" as const, message: t("confirmedDigital") };
  return {
    kind: "done",
    to: { status: "completed", fulfillmentStatus: "delivered" },
    events: [event, { type: "order.delivered", message: t("deliveredByEmail") }],
    mail: "confirmed",
  };
}

/** Lets the buyers of digital lines download the files that the products have now. */
async function grantFiles(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  const lines = await readDigitalLines(tx, orderIds);
  const files = await readDigitalFiles(tx, [...new Set(lines.map(({ productId }) => productId))]);
  await grantDownloads(
    tx,
    lines.flatMap(({ orderId, position, productId }) =>
      (files.get(productId) ?? []).map(({ id: fileId, storageKey, name, bytes }) => {
        return { orderId, position, fileId, storageKey, name, bytes };
      }),
    ),
  );
}

/** Commits the reserved stock, delivers what is sent by email and confirms the orders. If a hold has expired and the stock is gone, the payment is refunded. */
async function confirm(tx: Tx, sagas: readonly LockedSaga[]): Promise<StepResults> {
  const sold = await commitStock(
    tx,
    sagas.map(({ order }) => order.id),
  );
  const digital = sagas.flatMap(({ order }) => (order.hasDigital && sold.get(order.id) ? [order] : []));
  await grantFiles(
    tx,
    digital.map(({ id }) => id),
  );
  const giftCards = await issueOrderedGiftCards(tx, digital);
  return new Map(
    sagas.map(({ saga, order }): [typeof saga.id, StepResult] => [
      saga.id,
      sold.get(order.id)
        ? { ...confirmed(order), giftCards: giftCards.get(order.id) ?? [] }
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
