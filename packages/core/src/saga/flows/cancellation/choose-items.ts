import { isCancellable } from "@cartwright/contracts/order-status";
import type { LineUnits } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { openOf, requireOpen } from "../../../fulfillment/read-open-units.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { selectExchangeOrigins } from "../../../orders/exchanges.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import { type LineUnitsRow, selectLineUnits } from "../../../orders/parcels.ts";
import type { RefundableOrder, RefundAllocation } from "../../../pricing/allocate-refund.ts";
import { chooseRefund } from "../refund/choose-refund.ts";
import type { Refundable } from "../refund/read-refundable.ts";

export interface ItemsChoice {
  readonly lines: readonly LineUnits[];
  readonly keepDiscount?: boolean | undefined;
}

const details = getTranslations("errorDetails");

/** What cancelling units comes to. */
export interface ItemsToCancel {
  readonly allocation: RefundAllocation;
  readonly shippingMinor: number;
  /** Nothing of the order is left, and nothing of it has shipped: the whole order is cancelled. */
  readonly cancelsOrder: boolean;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** How many units of the order are left that no refund has paid for, after these. */
function unitsLeft(order: RefundableOrder, chosen: readonly LineUnits[]): number {
  return (
    sum(order.lines.map(({ quantity, refunded }) => quantity - refunded)) - sum(chosen.map((line) => line.quantity))
  );
}

/**
 * The shipping price that goes back with the units: all that is left of it once nothing was sent and nothing will be, else none.
 */
function shippingLeft(units: readonly LineUnitsRow[], order: RefundableOrder, chosen: readonly LineUnits[]): number {
  const isSent = units.some(({ packed }) => packed > 0);
  const open = sum(units.map(openOf)) - sum(chosen.map((line) => line.quantity));
  return isSent || open > 0 ? 0 : Math.max(0, order.shipping.paidMinor - order.shipping.refundedMinor);
}

/**
 * Decides what cancelling units of an order comes to: their shares of price, discount and tax, as a refund of them would.
 * Shipping goes back once nothing was sent and nothing will be. When nothing at all is left, all that is left of the money goes
 * back, since the whole order is cancelled. Certain while the order is locked. Throws `illegal_transition` (not confirmed, or a part of an order that was sent in exchange)
 * and `invalid_input`.
 */
export async function chooseItems(
  tx: Db | Tx,
  order: Pick<LockedOrder, "id" | "state">,
  { refundable, choice }: { readonly refundable: Refundable; readonly choice: ItemsChoice },
): Promise<ItemsToCancel> {
  if (order.state.status !== "confirmed") throw new AppError("illegal_transition");
  const units = await selectLineUnits(tx, order.id);
  requireOpen(units, choice.lines, details("notSoManyToCancel"));
  const priced = refundable.order;
  const lines = [...choice.lines];
  const cancelsOrder = unitsLeft(priced, lines) === 0 && isCancellable(order.state);
  const [origin] = await selectExchangeOrigins(tx, [order.id]);
  if (origin && !cancelsOrder) throw new AppError("illegal_transition", { message: details("exchange.cancelWhole") });
  const shippingMinor = cancelsOrder
    ? Math.max(0, priced.shipping.paidMinor - priced.shipping.refundedMinor)
    : shippingLeft(units, priced, lines);
  const allocation = chooseRefund(priced, {
    lines,
    shippingMinor,
    keepDiscount: choice.keepDiscount,
    ...(cancelsOrder && priced.remainingMinor > 0 ? { amountMinor: priced.remainingMinor } : {}),
  });
  return { allocation, shippingMinor, cancelsOrder };
}
