import type { CartId, OrderId, OrderNumber } from "@cartwright/contracts/ids";
import { sumMinor } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../../kernel/app-error.ts";
import { newId, newOrderNumber } from "../../../kernel/ids.ts";
import { createOrder, type NewOrder, type NewOrderLine } from "../../../orders/create-order.ts";
import { startSaga } from "../../engine/start-saga.ts";
import { CHECKOUT } from "../definitions.ts";
import type { ChosenUnits } from "./choose-exchange.ts";
import type { ExchangeFacts } from "./read-exchange.ts";

/** A line of the new order: today's names, the price of the day on which the returned goods were bought, and all of it credited. */
function lineOf({ line, offer, quantity }: ChosenUnits): NewOrderLine {
  const { productId, variantId, variant } = offer;
  const { slug, sku, title, variantTitle, image, weightGrams, requiresShipping } = variant;
  const goods = {
    variantId,
    productId,
    slug,
    sku,
    title,
    variantTitle,
    image,
    weightGrams,
    requiresShipping,
    quantity,
  };
  const { taxable, unitPriceMinor } = line;
  return { ...goods, taxable, giftCard: false, unitPriceMinor, discountMinor: unitPriceMinor * quantity, taxMinor: 0 };
}

/** The new order's owner, address, shipping and tax are those of the order that it continues. */
function orderOf(
  { order }: ExchangeFacts,
  lines: readonly NewOrderLine[],
  key: Pick<NewOrder, "idempotencyScope" | "idempotencyKey" | "requestHash">,
): NewOrder {
  const { shippingAddress } = order;
  if (!shippingAddress) throw new AppError("illegal_transition");
  const subtotalMinor = sumMinor(lines.map((line) => line.discountMinor));
  return {
    id: newId<OrderId>(),
    number: newOrderNumber(),
    email: order.email,
    userId: order.userId,
    guestHash: order.guestHash,
    // It came out of no cart. Each order has a cart's id of its own.
    cartId: newId<CartId>(),
    currency: order.currency,
    subtotalMinor,
    discountMinor: subtotalMinor,
    shippingMinor: 0,
    taxMinor: 0,
    taxIncluded: order.taxIncluded,
    totalMinor: 0,
    giftCardMinor: 0,
    promotionCode: null,
    shippingAddress,
    shippingMethodId: order.shippingMethodId,
    shippingMethod: order.shippingMethod,
    taxCountry: order.taxCountry ?? shippingAddress.country,
    taxRateBp: order.taxRateBp ?? 0,
    shippingTaxed: order.shippingTaxed ?? true,
    traceparent: null,
    ...key,
  };
}

/**
 * Writes the order that sends the chosen goods, and starts its checkout saga: it reserves and takes the stock like any other. The
 * credit of the returned goods covers it, so that its payment is one of nothing. The order of the returned goods is locked.
 */
export async function writeExchangeOrder(
  tx: Tx,
  { facts, chosen }: { readonly facts: ExchangeFacts; readonly chosen: readonly ChosenUnits[] },
  key: Parameters<typeof orderOf>[2],
): Promise<{ readonly id: OrderId; readonly number: OrderNumber }> {
  const lines = chosen.map(lineOf);
  const order = orderOf(facts, lines, key);
  if (!(await createOrder(tx, order, lines))) throw new AppError("idempotency_conflict");
  // The provider is never called for a payment of nothing. Its name keeps the order with the rest of its money.
  const payment = { provider: facts.payment?.provider ?? ("sandbox" as const), token: "" };
  await startSaga(tx, CHECKOUT, { orderId: order.id, data: { payment }, traceparent: null });
  return { id: order.id, number: order.number };
}
