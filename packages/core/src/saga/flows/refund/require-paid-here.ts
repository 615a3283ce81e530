import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import { selectExchangeFacts, selectExchangeOrigins } from "../../../orders/exchanges.ts";
import type { Refund } from "../../../payments/payment.ts";

const details = getTranslations("errorDetails");

/** Throws `illegal_transition` for an order that was sent in exchange: the money is in the order that was paid, which it names. */
export async function requirePaidHere(db: Db | Tx, orderId: OrderId): Promise<void> {
  const [origin] = await selectExchangeOrigins(db, [orderId]);
  if (!origin) return;
  throw new AppError("illegal_transition", { message: details("exchange.refundThere", { number: origin.paidNumber }) });
}

/**
 * Throws `invalid_input` when a refund for a return names units of it for which others were sent in exchange. `refunds` are those of the
 * order's payment: units of one that failed are still to be refunded. The order is locked.
 */
export async function requireNotExchanged(
  tx: Tx,
  { returnId, refunds }: { readonly returnId: string; readonly refunds: readonly Refund[] },
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): Promise<void> {
  const failed = refunds.filter(({ state }) => state === "failed").map(({ id }) => id);
  const facts = await selectExchangeFacts(tx, returnId, failed);
  const fields: Record<string, string> = {};
  for (const [index, { lineId, quantity }] of lines.entries()) {
    const line = facts?.lines.find((each) => each.lineId === lineId);
    if (!line || line.exchangedHere === 0) continue;
    const max = Math.max(0, line.returned - line.refundedHere - line.exchangedHere);
    if (quantity > max) fields[`lines.${index}.quantity`] = getTranslations("fieldProblems")("number.large", { max });
  }
  if (Object.keys(fields).length === 0) return;
  throw new AppError("invalid_input", { message: details("exchange.unitsExchanged"), fields });
}
