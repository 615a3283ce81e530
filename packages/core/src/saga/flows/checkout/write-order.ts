import type { PlacedOrder, PlaceOrder } from "@cartwright/contracts/checkout";
import type { CartId, OrderId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx, violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { metrics } from "@cartwright/observability/metrics";
import pRetry from "p-retry";
import { readAvailability } from "../../../inventory/read-availability.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError, isAppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { newOrderNumber } from "../../../kernel/ids.ts";
import { createOrder, findPlaced, PLACED_STATUS, type PlacedRow, toPlacedOrder } from "../../../orders/create-order.ts";
import { holdGiftCards } from "../../../payments/gift-cards/hold-gift-cards.ts";
import { redeemPromotions } from "../../../promotions/redeem-promotion.ts";
import { startSaga } from "../../engine/start-saga.ts";
import { CHECKOUT } from "../definitions.ts";
import type { OrderDraft } from "./draft-order.ts";
import { quoteVersion } from "./quote-version.ts";

/** How often a new order number is drawn when one is taken. */
const NUMBER_TRIES_MAX = 3;

/** Who places an order, under which key, with which request. */
export interface Placement {
  readonly actor: Actor;
  readonly scope: string;
  readonly idempotencyKey: string;
  readonly hash: Buffer;
  readonly traceparent: string | null;
}

/** The idempotency key was taken meanwhile. The transaction is rolled back and the other order returned. */
class IdempotencyKeyTaken extends Error {}

/** The order of an earlier request with the same key. A different request under the key is a conflict. */
function repeatedOrder(placed: PlacedRow, hash: Buffer): PlacedOrder {
  if (!placed.requestHash.equals(hash)) throw new AppError("idempotency_conflict");
  return toPlacedOrder(placed);
}

/** The order that an earlier request with the same key has placed. Null without one. Throws `idempotency_conflict`. */
export async function findRepeated(
  deps: Pick<Deps, "db">,
  { scope, idempotencyKey, hash }: Placement,
): Promise<PlacedOrder | null> {
  const earlier = await findPlaced(deps.db, { scope, key: idempotencyKey });
  return earlier && repeatedOrder(earlier, hash);
}

/** Refuses an order that is bound to fail. It reads without locks; the reservation decides. */
async function refuseUnavailable(tx: Tx, draft: OrderDraft): Promise<void> {
  const available = await readAvailability(
    tx,
    draft.lines.map((line) => line.variantId),
  );
  const short = draft.lines.find((line) => (available.get(line.variantId)?.available ?? 0) < line.quantity);
  if (!short) return;
  const left = available.get(short.variantId)?.available ?? 0;
  throw new AppError("out_of_stock", {
    message:
      left === 0
        ? getTranslations("errorDetails")("soldOut", { title: short.title })
        : getTranslations("errorDetails")("fewLeft", { title: short.title, count: left }),
  });
}

function versionOf({
  lines,
  currency,
  country,
  shipping,
  promotionCode,
  promotions: _uses,
  payableByGiftCardMinor: _most,
  giftCardMinor,
  ...totals
}: OrderDraft & { readonly giftCardMinor: number }): string {
  return quoteVersion({
    lines,
    totals,
    currency,
    country,
    shippingMethodId: shipping?.method.id ?? null,
    promotionCode,
    giftCardMinor,
  });
}

export interface OrderToWrite {
  readonly orderId: OrderId;
  readonly cartId: CartId;
  readonly draft: OrderDraft;
  readonly customerKeys: readonly string[];
  /** What the shopper entered, and what they were shown. */
  readonly input: Pick<PlaceOrder, "email" | "payment" | "expectedTotalMinor" | "quoteVersion" | "giftCards">;
}

/** Holds what gift cards pay. Without the quote that names it, a shopper might be charged for what they thought a card pays. */
async function payWithGiftCards(tx: Tx, { orderId, draft, input }: OrderToWrite): Promise<number> {
  const codes = input.giftCards ?? [];
  if (codes.length > 0 && input.quoteVersion === undefined)
    throw new AppError("invalid_input", { fields: { quoteVersion: getTranslations("fieldProblems")("required") } });
  return holdGiftCards(tx, orderId, {
    codes,
    due: { amountMinor: draft.payableByGiftCardMinor, currency: draft.currency },
  });
}

/**
 * Writes a priced order with its checkout saga, if it is what the shopper was shown. Throws `price_changed`, `out_of_stock`,
 * `gift_card_invalid` and what redeeming its promotions throws.
 */
export async function writeOrder(
  deps: Deps,
  tx: Tx,
  { placement, order }: { readonly placement: Placement; readonly order: OrderToWrite },
): Promise<PlacedOrder> {
  const { actor, traceparent } = placement;
  const { orderId, draft, customerKeys, input } = order;
  if (draft.totalMinor !== input.expectedTotalMinor) throw new AppError("price_changed");
  const giftCardMinor = await payWithGiftCards(tx, order);
  if (input.quoteVersion !== undefined && input.quoteVersion !== versionOf({ ...draft, giftCardMinor }))
    throw new AppError("price_changed", { message: getTranslations("errorDetails")("offerChanged") });
  await refuseUnavailable(tx, draft);

  const number = newOrderNumber();
  const created = await createOrder(
    tx,
    {
      id: orderId,
      number,
      email: input.email,
      userId: actor.kind === "user" ? actor.userId : null,
      guestHash: actor.kind === "guest" ? actor.guestHash : null,
      cartId: order.cartId,
      currency: draft.currency,
      subtotalMinor: draft.subtotalMinor,
      discountMinor: draft.discountMinor,
      shippingMinor: draft.shippingMinor,
      taxMinor: draft.taxMinor,
      taxIncluded: draft.taxIncluded,
      totalMinor: draft.totalMinor,
      giftCardMinor,
      promotionCode: draft.promotionCode,
      shippingAddress: draft.shipping?.address ?? null,
      shippingMethodId: draft.shipping?.method.id ?? null,
      shippingMethod: draft.shipping?.method.title ?? null,
      taxCountry: draft.country,
      taxRateBp: draft.taxRateBp,
      shippingTaxed: draft.shippingTaxed,
      idempotencyScope: placement.scope,
      idempotencyKey: placement.idempotencyKey,
      requestHash: placement.hash,
      traceparent,
    },
    draft.lines,
  );
  if (!created) throw new IdempotencyKeyTaken();
  await startSaga(tx, CHECKOUT, { orderId, data: { payment: input.payment }, traceparent });
  // Last, because everyone who uses a promotion shares its row, which stays locked until the commit.
  const uses = draft.promotions.map((use) => ({ ...use, orderId, customerKeys, salesMinor: draft.totalMinor }));
  await redeemPromotions(tx, uses);
  await deps.failPoints.pass("place.before-commit", number);
  return { number, status: PLACED_STATUS, totalMinor: draft.totalMinor, currency: draft.currency };
}

/** Runs a placement in a transaction of its own, again with another order number where one is taken. Idempotent by its key. */
export async function placeOnce(
  deps: Deps,
  placement: Placement,
  place: (tx: Tx) => Promise<PlacedOrder>,
): Promise<PlacedOrder> {
  async function attempt(): Promise<PlacedOrder> {
    try {
      const placed = await inTransaction(deps.db, place);
      deps.nudgeRelay();
      metrics.ordersPlaced.inc();
      return placed;
    } catch (error) {
      if (error instanceof IdempotencyKeyTaken || isAppError(error)) {
        // Whatever failed: if a request with the same key has placed the order meanwhile, return that order.
        const winner = await findRepeated(deps, placement);
        if (winner) return winner;
      }
      throw error;
    }
  }
  return pRetry(attempt, {
    retries: NUMBER_TRIES_MAX - 1,
    minTimeout: 0,
    shouldRetry: ({ error }) => violatedConstraint(error) === "orders_number_key",
  });
}
