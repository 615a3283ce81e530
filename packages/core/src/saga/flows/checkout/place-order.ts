import { type Address, type PlacedOrder, type PlaceOrder, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { takeCartForOrder } from "../../../cart/take-cart.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { newId } from "../../../kernel/ids.ts";
import { resolveAddress } from "../../../places/resolve-address.ts";
import { resolvePlace } from "../../../places/resolve-place.ts";
import { customerKeysOf } from "../../../promotions/customer-key.ts";
import { draftOrder } from "./draft-order.ts";
import { addressPathOf } from "./quote-checkout.ts";
import { requestHash } from "./request-hash.ts";
import { findRepeated, type Placement, placeOnce, writeOrder } from "./write-order.ts";

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

/** Throws `payment_provider_unknown` for one that the shop does not offer: nothing could be charged, and stock would be held for nothing. */
export function requireProvider({ settings }: PlaceOrderDeps, { payment }: Pick<PlaceOrder, "payment">): void {
  if (!settings.paymentProviders.includes(payment.provider)) throw new AppError("payment_provider_unknown");
}

interface CartPlacement extends Placement {
  readonly input: PlaceOrder;
  /** The address as it is stored. Null when none was given. */
  readonly shippingAddress: Address | null;
  /** A member's own address. Null for guests. */
  readonly accountEmail: string | null;
}

async function place(deps: Deps, tx: Tx, placement: CartPlacement): Promise<PlacedOrder> {
  const { actor, input, shippingAddress } = placement;
  const addressPath = addressPathOf(input);
  const place = shippingAddress ?? input.billingAddress ?? { country: SHOP_COUNTRY };
  const destination = resolvePlace(place, addressPath);
  const orderId = newId<OrderId>();
  const { cartId, lines } = await takeCartForOrder(tx, { actor, orderId });
  const customerKeys = customerKeysOf({ accountEmail: placement.accountEmail, email: input.email });
  const draft = await draftOrder(tx, {
    lines,
    destination,
    addressPath,
    shippingAddress,
    shippingMethodId: input.shippingMethodId,
    promotionCode: input.promotionCode ?? null,
    customerKeys,
  });
  return writeOrder(deps, tx, { placement, order: { orderId, cartId, draft, customerKeys, input } });
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
  const { idempotencyKey } = input;
  const keyed = { actor, scope: scopeOf(actor), idempotencyKey, hash: requestHash(input), traceparent };
  const earlier = await findRepeated(deps, keyed);
  if (earlier) return earlier;
  const shippingAddress = input.shippingAddress ? resolveAddress(input.shippingAddress, "shippingAddress") : null;
  await request.admit?.();
  requireProvider(deps, input);
  return placeOnce(deps, keyed, (tx) => place(deps, tx, { ...keyed, input, shippingAddress, accountEmail }));
}
