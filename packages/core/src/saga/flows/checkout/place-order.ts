import { type Address, type PlacedOrder, type PlaceOrder, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { OrderId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx, violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { metrics } from "@cartwright/observability/metrics";
import pRetry from "p-retry";
import { takeCartForOrder } from "../../../cart/take-cart.ts";
import { draftOrder, type OrderDraft } from "./draft-order.ts";
import { readAvailability } from "../../../inventory/read-availability.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError, isAppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { newId, newOrderNumber } from "../../../kernel/ids.ts";
import { createOrder, findPlaced, PLACED_STATUS, type PlacedRow, toPlacedOrder } from "../../../orders/create-order.ts";
import { customerKeysOf } from "../../../promotions/customer-key.ts";
import { resolveAddress } from "../../../places/resolve-address.ts";
import { resolvePlace } from "../../../places/resolve-place.ts";
import { redeemPromotions } from "../../../promotions/redeem-promotion.ts";
import { CHECKOUT } from "../definitions.ts";
import { addressPathOf } from "./quote-checkout.ts";
import { quoteVersion } from "./quote-version.ts";
import { requestHash } from "./request-hash.ts";
import { startSaga } from "../../engine/start-saga.ts";

/** How often a new order number is drawn when one is taken. */
const NUMBER_TRIES_MAX = 3;

/** Idempotency keys are scoped to the actor, so that no one can collide with or probe another's keys. */
export function scopeOf(actor: Actor): string {
  if (actor.kind === "user") return `user:${actor.userId}`;
  if (actor.kind === "guest" && actor.guestHash) return `guest:${actor.guestHash.toString("hex")}`;
  // A visitor without a cookie has no cart either.
  throw new AppError("cart_empty");
}

/** Placing also needs to know which payment providers the shop offers. */
export interface PlaceOrderDeps extends Deps {
  readonly settings: { readonly paymentProviders: readonly string[] };
}

interface Placement {
  readonly actor: Actor;
  readonly input: PlaceOrder;
  /** The address as it is stored. Null when none was given. */
  readonly shippingAddress: Address | null;
  readonly scope: string;
  /** A member's own address. Null for guests. */
  readonly accountEmail: string | null;
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
  ...totals
}: OrderDraft): string {
  return quoteVersion({
    lines,
    totals,
    currency,
    country,
    shippingMethodId: shipping?.method.id ?? null,
    promotionCode,
  });
}

async function place(deps: Deps, tx: Tx, placement: Placement): Promise<PlacedOrder> {
  const { actor, input, shippingAddress, traceparent } = placement;
  const addressPath = addressPathOf(input);
  const place = shippingAddress ?? input.billingAddress ?? { country: SHOP_COUNTRY };
  const destination = resolvePlace(place, addressPath);
  const orderId = newId<OrderId>();
  const cart = await takeCartForOrder(tx, { actor, orderId });
  const customerKeys = customerKeysOf({ accountEmail: placement.accountEmail, email: input.email });
  const draft = await draftOrder(tx, {
    lines: cart.lines,
    destination,
    addressPath,
    shippingAddress,
    shippingMethodId: input.shippingMethodId,
    promotionCode: input.promotionCode ?? null,
    customerKeys,
  });
  if (draft.totalMinor !== input.expectedTotalMinor) throw new AppError("price_changed");
  if (input.quoteVersion !== undefined && input.quoteVersion !== versionOf(draft))
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
      cartId: cart.cartId,
      currency: draft.currency,
      subtotalMinor: draft.subtotalMinor,
      discountMinor: draft.discountMinor,
      shippingMinor: draft.shippingMinor,
      taxMinor: draft.taxMinor,
      taxIncluded: draft.taxIncluded,
      totalMinor: draft.totalMinor,
      promotionCode: draft.promotionCode,
      shippingAddress: draft.shipping?.address ?? null,
      shippingMethodId: draft.shipping?.method.id ?? null,
      shippingMethod: draft.shipping?.method.title ?? null,
      taxCountry: draft.country,
      taxRateBp: draft.taxRateBp,
      idempotencyScope: placement.scope,
      idempotencyKey: input.idempotencyKey,
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

/**
 * Places an order: takes the actor's cart, prices it again, and creates a pending order with its checkout saga. One
 * transaction, read committed.
 *
 * Idempotent by key within the actor: the same request, at the same time or a year later, returns the same order; another
 * request under the key is `idempotency_conflict`. A concurrent request with the same key waits for the cart's row, finds it
 * taken, and reads the order. Other errors: `cart_empty`, `price_changed` (the total, or anything else of
 * the named quote, is not what the shopper saw),
 * `out_of_stock`, `variant_unavailable`, `shipping_unavailable`, `invalid_input` (the address lacks what its country requires; the
 * address or the shipping method is missing, and something ships), `promotion_invalid`, `payment_provider_unknown` (the shop
 * does not offer it, so nothing could be charged and stock would be held for nothing).
 */
export async function placeOrder(
  deps: PlaceOrderDeps,
  actor: Actor,
  request: {
    readonly input: PlaceOrder;
    /** A member's own address, by which, with the order's, the uses of a code are counted. Null for guests. */
    readonly accountEmail: string | null;
    readonly traceparent: string | null;
    /** Asked before a new order is placed; throws to refuse it. A repeated request is not asked about again. */
    readonly admit?: () => Promise<void>;
  },
): Promise<PlacedOrder> {
  const { input, traceparent, accountEmail } = request;
  const [scope, hash] = [scopeOf(actor), requestHash(input)];
  const key = { scope, key: input.idempotencyKey };
  const earlier = await findPlaced(deps.db, key);
  if (earlier) return repeatedOrder(earlier, hash);
  const shippingAddress = input.shippingAddress ? resolveAddress(input.shippingAddress, "shippingAddress") : null;
  const placement = { actor, input, shippingAddress, traceparent, accountEmail, scope, hash };
  await request.admit?.();
  if (!deps.settings.paymentProviders.includes(input.payment.provider)) throw new AppError("payment_provider_unknown");
  async function attempt(): Promise<PlacedOrder> {
    try {
      const placed = await inTransaction(deps.db, (tx) => place(deps, tx, placement));
      deps.nudgeRelay();
      metrics.ordersPlaced.inc();
      return placed;
    } catch (error) {
      if (error instanceof IdempotencyKeyTaken || isAppError(error)) {
        // Whatever failed: if a request with the same key has placed the order meanwhile, return that order.
        const winner = await findPlaced(deps.db, key);
        if (winner) return repeatedOrder(winner, placement.hash);
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
