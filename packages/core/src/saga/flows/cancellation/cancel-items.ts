import type { CancelItemsPreview } from "@cartwright/contracts/cancel-items";
import type { OrderId, UserId } from "@cartwright/contracts/ids";
import { formatMoney } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { moveGoods } from "../../../fulfillment/move-goods.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { derivedId } from "../../../kernel/ids.ts";
import { type LockedOrder, lockOrders } from "../../../orders/move-orders.ts";
import { isRecorded } from "../../../orders/record-refund-lines.ts";
import { lockUnfinishedSaga } from "../../engine/unfinished-sagas.ts";
import { openOrderRefund, unpaidRefundId } from "../refund/open-order-refund.ts";
import { showRefundPreview } from "../refund/preview-refund.ts";
import { readRefundable } from "../refund/read-refundable.ts";
import { cancelConfirmed } from "./cancel-order.ts";
import { chooseItems, type ItemsChoice, type ItemsToCancel } from "./choose-items.ts";

const REASON_LENGTH_MAX = 200;
const details = getTranslations("errorDetails");

export interface ItemsCancellation extends ItemsChoice {
  readonly orderId: OrderId;
  readonly idempotencyKey: string;
  /** What the preview said. */
  readonly expectedMinor?: number | undefined;
  readonly reason: string;
  readonly by: UserId;
}

export interface CancelledItems {
  readonly amountMinor: number;
  readonly cancelsOrder: boolean;
  /** Null when the whole order is cancelled, whose saga says what went back. */
  readonly refundId: string | null;
  /** Made by an earlier request with the same key. */
  readonly repeated: boolean;
}

/** What cancelling units would do, without doing it. Throws as {@link cancelItems}. */
export async function previewCancelItems(
  db: Db,
  order: Pick<LockedOrder, "id" | "state">,
  choice: ItemsChoice,
): Promise<CancelItemsPreview> {
  const refundable = await readRefundable(db, order.id);
  const items = await chooseItems(db, order, { refundable, choice });
  return { ...showRefundPreview(refundable, items.allocation), cancelsOrder: items.cancelsOrder };
}

/**
 * Cancels units of a confirmed order that are not packed yet: they go back to stock and are not sent, and a refund saga with its own
 * key sends back what they come to. When nothing of the order is left, the whole order is cancelled instead, which also gives back
 * the use of its promotions. Of two people who cancel or pack the same units at once, the second is refused. Idempotent by key.
 * Throws `not_found`, `invalid_input` (more than is open), `stale_write` (it comes to another amount than expected) and
 * `illegal_transition` (not confirmed, being cancelled, or the whole order while a refund is on its way).
 */
export async function cancelItems(tx: Tx, request: ItemsCancellation): Promise<CancelledItems> {
  const { orderId } = request;
  // Sagas are locked before orders, as everywhere.
  const saga = await lockUnfinishedSaga(tx, orderId);
  const order = (await lockOrders(tx, [orderId])).get(orderId);
  if (!order) throw new AppError("not_found");
  const key = derivedId("staff cancellation", orderId, request.idempotencyKey);
  const refundable = await readRefundable(tx, orderId);
  const earlier = refundable.refunds.find(({ idempotencyKey }) => idempotencyKey === key);
  const cancelsOrder = order.state.status === "cancelled";
  if (earlier || cancelsOrder || (await isRecorded(tx, unpaidRefundId(key))))
    return { amountMinor: earlier?.amountMinor ?? 0, cancelsOrder, refundId: null, repeated: true };
  if (saga && saga.kind !== "refund") throw new AppError("illegal_transition");
  const items = await chooseItems(tx, order, { refundable, choice: request });
  const { amountMinor } = items.allocation;
  if (request.expectedMinor !== undefined && request.expectedMinor !== amountMinor)
    throw new AppError("stale_write", { message: details("refundChanged") });
  if (items.cancelsOrder) {
    if (saga) throw new AppError("illegal_transition", { message: details("cancelAfterRefund") });
    await cancelConfirmed(tx, order, { by: "staff", reason: request.reason.slice(0, REASON_LENGTH_MAX) });
    return { amountMinor, cancelsOrder: true, refundId: null, repeated: false };
  }
  const refundId = await cancelUnits(tx, order, { request, items, key, payment: refundable.payment });
  return { amountMinor, cancelsOrder: false, refundId, repeated: false };
}

async function cancelUnits(
  tx: Tx,
  order: LockedOrder,
  made: {
    readonly request: ItemsCancellation;
    readonly items: ItemsToCancel;
    readonly key: string;
    readonly payment: Awaited<ReturnType<typeof readRefundable>>["payment"];
  },
): Promise<string> {
  const { request, items, key, payment } = made;
  const { allocation, shippingMinor } = items;
  const { refundId } = await openOrderRefund(tx, order, {
    payment,
    allocation,
    key,
    reason: request.reason,
    by: request.by,
    shippingMinor,
    returnId: null,
    keepsDiscount: request.keepDiscount ?? false,
  });
  const amount = formatMoney(allocation.amountMinor, order.currency);
  const t = getTranslations("orderUpdates");
  const message = allocation.amountMinor > 0 ? t("itemsCancelledRefund", { amount }) : t("itemsCancelled");
  await moveGoods(tx, order, { type: "order.items_cancelled", message, data: { refundId } });
  return refundId;
}
