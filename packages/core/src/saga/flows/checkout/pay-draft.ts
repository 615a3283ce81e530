import { RANDOM_SECRET } from "@cartwright/contracts/random-secret";
import { type PlacedOrder, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { CartId, OrderId } from "@cartwright/contracts/ids";
import type { PayDraft, PaymentRequest } from "@cartwright/contracts/order-drafts";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { hashSecret, newId } from "../../../kernel/ids.ts";
import { showEmail } from "../../../kernel/show-email.ts";
import { lockDraft, selectLinkedDraft, type StoredDraft, updateOrderOf } from "../../../orders/order-drafts.ts";
import { formatAddress } from "../../../places/format-address.ts";
import { resolvePlace } from "../../../places/resolve-place.ts";
import { draftOrder } from "./draft-order.ts";
import { type PlaceOrderDeps, requireProvider, scopeOf } from "./place-order.ts";
import { effectOf, quoteDraft, requireComplete } from "./quote-draft.ts";
import { requestHash } from "./request-hash.ts";
import { findRepeated, type Placement, placeOnce, writeOrder } from "./write-order.ts";

/** The draft that a key opens and that is not paid or being paid. Throws `not_found` and `illegal_transition`. */
async function requirePayable(db: Db | Tx, key: string): Promise<StoredDraft> {
  const draft = RANDOM_SECRET.test(key) ? await selectLinkedDraft(db, hashSecret(key)) : null;
  if (!draft) throw new AppError("not_found");
  if (draft.isTaken)
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("draftIsPaid") });
  return draft;
}

/**
 * What the customer with a payment link is asked to pay, as it is priced now. Holds nothing. Throws `not_found` (the link is wrong,
 * expired or withdrawn), `illegal_transition` (it is paid, or being paid) and what a checkout throws that cannot be ordered.
 */
export async function openPaymentLink(deps: { readonly db: Db }, key: string): Promise<PaymentRequest> {
  const draft = await requirePayable(deps.db, key);
  const quote = await quoteDraft(deps.db, draft);
  requireComplete(draft, getTranslations("errorDetails")("draftIsIncomplete"), quote);
  return {
    email: showEmail(draft.email),
    quote,
    shippingAddressLines: draft.shippingAddress && quote.requiresShipping ? formatAddress(draft.shippingAddress) : [],
    linkExpiresAt: (draft.linkExpiresAt ?? draft.createdAt).toISOString(),
  };
}

async function place(
  deps: PlaceOrderDeps,
  tx: Tx,
  { placement, input }: { readonly placement: Placement; readonly input: PayDraft },
): Promise<PlacedOrder> {
  await lockDraft(tx, { linkHash: hashSecret(input.key) });
  // A separate statement, so that it sees what the one that was waited for has committed.
  const draft = await requirePayable(tx, input.key);
  const orderId = newId<OrderId>();
  const priced = await draftOrder(tx, {
    lines: draft.lines,
    destination: resolvePlace(draft.shippingAddress ?? { country: SHOP_COUNTRY }, "shippingAddress"),
    addressPath: "shippingAddress",
    shippingAddress: draft.shippingAddress,
    shippingMethodId: draft.shippingMethodId ?? undefined,
    promotionCode: null,
    staffDiscount: effectOf(draft),
    customerKeys: [],
  });
  const { email } = draft;
  // It came out of no cart. Each order has a cart's id of its own.
  const order = { orderId, cartId: newId<CartId>(), draft: priced, customerKeys: [], input: { ...input, email } };
  const placed = await writeOrder(deps, tx, { placement, order });
  await updateOrderOf(tx, draft.id, orderId);
  return placed;
}

/**
 * Turns a draft into an order, once, and has the checkout saga charge it: whoever has the link pays, and sees the order from then on.
 * When the payment fails, the draft can be paid again. Idempotent by key within the actor, as `placeOrder`, whose errors it
 * shares; and those of {@link openPaymentLink}.
 */
export async function payDraft(
  deps: PlaceOrderDeps,
  actor: Actor,
  { input, traceparent }: { readonly input: PayDraft; readonly traceparent: string | null },
): Promise<PlacedOrder> {
  const { idempotencyKey } = input;
  const placement = { actor, scope: scopeOf(actor), idempotencyKey, hash: requestHash(input), traceparent };
  const earlier = await findRepeated(deps, placement);
  if (earlier) return earlier;
  requireProvider(deps, input);
  return placeOnce(deps, placement, (tx) => place(deps, tx, { placement, input }));
}
