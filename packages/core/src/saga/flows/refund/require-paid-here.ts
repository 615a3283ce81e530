import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import { selectExchangeOrigins } from "../../../orders/exchanges.ts";

/** Throws `illegal_transition` for an order that was sent in exchange: the money is in the order that was paid, which it names. */
export async function requirePaidHere(db: Db | Tx, orderId: OrderId): Promise<void> {
  const [origin] = await selectExchangeOrigins(db, [orderId]);
  if (!origin) return;
  const message = getTranslations("errorDetails")("exchange.refundThere", { number: origin.paidNumber });
  throw new AppError("illegal_transition", { message });
}
