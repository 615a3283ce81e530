import type { AdminPreviewExchange, ExchangedUnits, ExchangePreview } from "@cartwright/contracts/exchanges";
import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import { sumMinor } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../../kernel/app-error.ts";
import { selectReturn } from "../../../orders/return-states.ts";
import { chooseExchange, type ChosenUnits } from "./choose-exchange.ts";
import { exchangeableUnits, readExchange, variantsFor } from "./read-exchange.ts";

function showSent({ line, offer, quantity, amountMinor }: ChosenUnits): ExchangedUnits {
  const { variantId, available, backorder, variant } = offer;
  return {
    lineId: line.lineId,
    quantity,
    variantId,
    title: variant.title,
    variantTitle: variant.variantTitle,
    amountMinor,
    // Where stock sets no limit, it stays without one.
    leftAvailable: available === LINE_QUANTITY_MAX ? available : available - quantity,
    backorderDays: backorder && backorder.inStock < quantity ? backorder.days : null,
  };
}

/** What of a return can be exchanged for what, and what a choice would do, without doing it. Throws as `chooseExchange`, and `not_found`. */
export async function previewExchange(db: Db, { returnId, lines }: AdminPreviewExchange): Promise<ExchangePreview> {
  const request = await selectReturn(db, returnId);
  if (!request) throw new AppError("not_found");
  const facts = await readExchange(db, { returnId, orderId: request.orderId });
  const sent = chooseExchange(facts, lines).map(showSent);
  const { number, version, currency } = facts.order;
  return {
    number,
    version,
    currency,
    lines: facts.order.lines.map((line) => ({
      lineId: line.lineId,
      title: line.title,
      variantTitle: line.variantTitle,
      sku: line.sku,
      quantity: line.returned,
      exchangeable: exchangeableUnits(line),
      exchanged: line.exchangedHere,
      refunded: Math.min(line.returned, line.refunded),
      variants: variantsFor(line, facts.offered).map(({ variantId, title, sku, available, backorder }) => {
        return { variantId, title, sku, available, backorder };
      }),
    })),
    sent,
    amountMinor: sumMinor(sent.map(({ amountMinor }) => amountMinor)),
  };
}
