import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import { selectExchangeFacts } from "../../../orders/exchanges.ts";
import type { Refund } from "../../../payments/payment.ts";

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
  throw new AppError("invalid_input", { message: getTranslations("errorDetails")("exchange.unitsExchanged"), fields });
}
