import { type ExchangeVariant, EXCHANGE_VARIANTS_MAX } from "@cartwright/contracts/exchanges";
import type { OrderId, ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { isSellable } from "../../../cart/sellable.ts";
import { type PricedVariant, priceVariants } from "../../../catalog/price-variants.ts";
import { readProductStock } from "../../../inventory/read-availability.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { type ExchangedOrderRow, type ReturnedLineRow, selectExchangeFacts } from "../../../orders/exchanges.ts";
import type { Payment } from "../../../payments/payment.ts";
import { readPaymentsOfOrders, readRefunds } from "../../../payments/read-payments.ts";

/** A variant that can be sent, with what an order copies of it. */
export interface OfferedVariant extends ExchangeVariant {
  readonly productId: ProductId;
  readonly variant: PricedVariant;
}

/** A return with everything that its exchange depends on. */
export interface ExchangeFacts {
  readonly order: ExchangedOrderRow;
  /** Of the order whose goods come back. Null for one without a payment. */
  readonly payment: Payment | null;
  /** The variants of the returned products that are for sale. */
  readonly offered: readonly OfferedVariant[];
}

/** How many units of a return's line can be exchanged: those that neither it nor another return, nor any refund, has settled. */
export function exchangeableUnits(line: ReturnedLineRow): number {
  const here = line.returned - line.refundedHere - line.exchangedHere;
  return Math.max(0, Math.min(here, line.ordered - line.refunded - line.exchanged));
}

async function readOffered(db: Db | Tx, lines: readonly ReturnedLineRow[]): Promise<OfferedVariant[]> {
  const stock = await readProductStock(db, [...new Set(lines.map(({ productId }) => productId))]);
  const priced = await priceVariants(
    db,
    stock.map(({ variantId }) => variantId),
  );
  return stock.flatMap(({ variantId, productId, available, backorder }) => {
    const variant = priced.get(variantId);
    if (!variant || !isSellable(variant) || !variant.requiresShipping) return [];
    const { variantTitle: title, sku } = variant;
    return [{ variantId, productId, title, sku, available, backorder, variant }];
  });
}

/** The variants that can be sent for a returned line: those of its product, its own left out. */
export function variantsFor(line: ReturnedLineRow, offered: readonly OfferedVariant[]): OfferedVariant[] {
  return offered
    .filter(({ productId, variantId }) => productId === line.productId && variantId !== line.variantId)
    .slice(0, EXCHANGE_VARIANTS_MAX);
}

/** Reads a return for its exchange. Certain while its order is locked, but for the stock. Throws `not_found`. */
export async function readExchange(
  db: Db | Tx,
  { returnId, orderId }: { readonly returnId: string; readonly orderId: OrderId },
): Promise<ExchangeFacts> {
  const payment = (await readPaymentsOfOrders(db, [orderId])).get(orderId) ?? null;
  const refunds = payment ? await readRefunds(db, payment) : [];
  const failed = refunds.filter(({ state }) => state === "failed").map(({ id }) => id);
  const order = await selectExchangeFacts(db, returnId, failed);
  if (!order) throw new AppError("not_found");
  return { order, payment, offered: await readOffered(db, order.lines) };
}
