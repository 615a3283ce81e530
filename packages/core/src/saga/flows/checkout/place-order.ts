import type { PlacedOrder, PlaceOrder } from "@cartwright/contracts/checkout";
import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx, violatedConstraint } from "@cartwright/db/transaction";
import { metrics } from "@cartwright/observability/metrics";
import { takeCartForOrder } from "../../../cart/take-cart.ts";
import { draftOrder, type OrderDraft } from "./draft-order.ts";
import { readAvailability } from "../../../inventory/read-availability.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError, isAppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { newId, newOrderNumber } from "../../../kernel/ids.ts";
import { appendToOutbox } from "../../../outbox/append-to-outbox.ts";
import { createOrder, findPlaced, type PlacedRow } from "../../../orders/create-order.ts";
import { customerKeyOf } from "../../../promotions/customer-key.ts";
import { redeemPromotion } from "../../../promotions/redeem-promotion.ts";
import { SILENCE_MS_MAX } from "../../engine/decide-progress.ts";
import { CHECKOUT } from "../definitions.ts";
import { requestHash } from "./request-hash.ts";
import { insertSaga } from "../../engine/sagas.sql.ts";

/** How often a taken order number is drawn anew before giving up. */
const NUMBER_TRIES_MAX = 3;

/** Idempotency keys belong to whoever sends them: nobody can meet, or probe, another's. */
export function scopeOf(actor: Actor): string {
  if (actor.kind === "user") return `user:${actor.userId}`;
  if (actor.kind === "guest" && actor.guestHash) return `guest:${actor.guestHash.toString("hex")}`;
  // A visitor without a cookie has no cart either.
  throw new AppError("cart_empty");
}

/** What placing needs beyond the rest: which ways to pay the shop offers. */
export interface PlaceOrderDeps extends Deps {
  readonly settings: { readonly paymentProviders: readonly string[] };
}

interface Placement {
  readonly actor: Actor;
  readonly input: PlaceOrder;
  readonly scope: string;
  readonly hash: Buffer;
  readonly traceparent: string | null;
}

/** The idempotency key was taken while we worked; the transaction is rolled back and the winner answered. */
class IdempotencyKeyTaken extends Error {}

function toPlacedOrder(placed: PlacedRow, hash: Buffer): PlacedOrder {
  if (!placed.requestHash.equals(hash)) throw new AppError("idempotency_conflict");
  const { number, status, totalMinor, currency } = placed;
  return { number, status, totalMinor, currency };
}

/** A look without locks, to spare the shopper an order that must fail. The reservation decides. */
async function refuseUnavailable(tx: Tx, draft: OrderDraft): Promise<void> {
  const available = await readAvailability(
    tx,
    draft.lines.map((line) => line.variantId),
  );
  const short = draft.lines.find((line) => (available.get(line.variantId) ?? 0) < line.quantity);
  if (!short) return;
  const left = available.get(short.variantId) ?? 0;
  throw new AppError("out_of_stock", {
    message: left === 0 ? `${short.title} is sold out.` : `There are only ${left} left of ${short.title}.`,
  });
}

async function place(deps: Deps, tx: Tx, placement: Placement): Promise<PlacedOrder> {
  const { actor, input, traceparent } = placement;
  const orderId = newId<OrderId>();
  const sagaId = newId<SagaId>();
  const cart = await takeCartForOrder(tx, { actor, orderId });
  const customerKey = customerKeyOf(actor, input.email);
  const draft = await draftOrder(tx, {
    lines: cart.lines,
    shippingAddress: input.shippingAddress,
    shippingMethodId: input.shippingMethodId,
    promotionCode: input.promotionCode ?? null,
    customerKey,
  });
  if (draft.totalMinor !== input.expectedTotalMinor) throw new AppError("price_changed");
  await refuseUnavailable(tx, draft);

  const number = newOrderNumber();
  const created = await createOrder(
    tx,
    {
      id: orderId,
      number,
      email: input.email,
      userId: actor.kind === "user" ? actor.userId : null,
      guestHash: actor.kind === "system" ? null : actor.guestHash,
      cartId: cart.cartId,
      currency: draft.currency,
      subtotalMinor: draft.subtotalMinor,
      discountMinor: draft.discountMinor,
      shippingMinor: draft.shippingMinor,
      taxMinor: draft.taxMinor,
      taxIncluded: draft.taxIncluded,
      totalMinor: draft.totalMinor,
      promotionCode: draft.promotion?.code ?? null,
      shippingAddress: input.shippingAddress,
      shippingMethodId: draft.shippingMethod.id,
      shippingMethod: draft.shippingMethod.title,
      idempotencyScope: placement.scope,
      idempotencyKey: input.idempotencyKey,
      requestHash: placement.hash,
      traceparent,
    },
    draft.lines,
  );
  if (!created) throw new IdempotencyKeyTaken();
  await insertSaga(tx, {
    id: sagaId,
    orderId,
    kind: CHECKOUT.kind,
    version: CHECKOUT.version,
    step: "reserve",
    done: "place",
    data: { payment: input.payment },
    traceparent,
    wakeInMs: SILENCE_MS_MAX,
  });
  await appendToOutbox(
    tx,
    [{ name: "inventory.reserve", key: orderId, payload: { orderId, sagaId, version: 1 } }],
    traceparent,
  );
  // Last, because its row is shared by everybody who uses the code and stays locked until the commit.
  if (draft.promotion && customerKey) {
    await redeemPromotion(tx, { promotionId: draft.promotion.id, orderId, customerKey });
  }
  await deps.failPoints.pass("place.before-commit", number);
  return { number, status: "pending", totalMinor: draft.totalMinor, currency: draft.currency };
}

/**
 * Places an order: takes the actor's cart, prices it anew, and leaves a pending order whose saga goes on by itself. One
 * transaction, read committed.
 *
 * Idempotent by key within the actor: the same request again, at the same moment or after a year, is answered with the
 * same order; another request under the key is `idempotency_conflict`. A twin in flight waits at the cart's row, finds it
 * taken, and reads the winner. Other errors: `cart_empty`, `price_changed` (the total is not the one the shopper saw),
 * `out_of_stock`, `variant_unavailable`, `shipping_unavailable`, `promotion_invalid`, `payment_provider_unknown` (a way to
 * pay that the shop does not offer: nobody could charge, and stock would be held for nothing).
 */
export async function placeOrder(
  deps: PlaceOrderDeps,
  actor: Actor,
  request: { readonly input: PlaceOrder; readonly traceparent: string | null },
): Promise<PlacedOrder> {
  const { input, traceparent } = request;
  const placement = { actor, input, traceparent, scope: scopeOf(actor), hash: requestHash(input) };
  const key = { scope: placement.scope, key: input.idempotencyKey };
  const earlier = await findPlaced(deps.db, key);
  if (earlier) return toPlacedOrder(earlier, placement.hash);
  if (!deps.settings.paymentProviders.includes(input.payment.provider)) throw new AppError("payment_provider_unknown");
  for (let attempt = 1; ; attempt += 1) {
    try {
      const placed = await inTransaction(deps.db, (tx) => place(deps, tx, placement));
      deps.nudgeRelay();
      metrics.ordersPlaced.inc();
      return placed;
    } catch (error) {
      if (error instanceof IdempotencyKeyTaken || isAppError(error)) {
        // Whatever went wrong, if a twin has placed the order meanwhile, then that is the response.
        const winner = await findPlaced(deps.db, key);
        if (winner) return toPlacedOrder(winner, placement.hash);
      }
      if (violatedConstraint(error) !== "orders_number_key" || attempt >= NUMBER_TRIES_MAX) throw error;
    }
  }
}
