import { randomUUID } from "node:crypto";
import type { PlaceOrder } from "@cartwright/contracts/checkout";
import type { OrderId, OrderNumber, VariantId } from "@cartwright/contracts/ids";
import { setLine } from "@cartwright/core/cart/set-line";
import { quoteCheckout } from "@cartwright/core/saga/flows/checkout/quote-checkout";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { Deps } from "@cartwright/core/kernel/deps";
import { type PlaceOrderDeps, placeOrder } from "@cartwright/core/saga/flows/checkout/place-order";
import { ADDRESS, newGuest } from "@cartwright/core/testing/fixtures";

export interface TestOrder {
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
  readonly token?: string;
  readonly actor?: Actor;
  readonly idempotencyKey?: string;
  readonly promotionCode?: string;
  readonly giftCards?: readonly string[];
}

/** Fills the actor's cart and returns the request that would order it. */
export async function prepareOrder(deps: Deps, actor: Actor, order: TestOrder): Promise<PlaceOrder> {
  for (const line of order.lines) await setLine(deps, actor, line);
  const promotion = order.promotionCode === undefined ? {} : { promotionCode: order.promotionCode };
  const cards = order.giftCards === undefined ? {} : { giftCards: [...order.giftCards] };
  const choice = { shippingMethodId: "standard", ...promotion, ...cards };
  const quote = await quoteCheckout(deps, actor, { shippingAddress: ADDRESS, ...choice, accountEmail: null });
  return {
    idempotencyKey: order.idempotencyKey ?? randomUUID(),
    email: "kim@example.com",
    shippingAddress: ADDRESS,
    ...choice,
    payment: { provider: "sandbox", token: order.token ?? "tok_approve" },
    expectedTotalMinor: quote.totalMinor,
    quoteVersion: quote.version,
  };
}

export interface PlacedTestOrder {
  readonly number: OrderNumber;
  readonly orderId: OrderId;
  readonly actor: Actor;
}

/** Fills a new guest's cart (or the given actor's) and places the order. */
export async function placeTestOrder(deps: PlaceOrderDeps, order: TestOrder): Promise<PlacedTestOrder> {
  const actor = order.actor ?? newGuest();
  const input = await prepareOrder(deps, actor, order);
  const { number } = await placeOrder(deps, actor, { input, accountEmail: null, traceparent: null });
  const { id } = await deps.db
    .selectFrom("orders.orders")
    .select("id")
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  return { number, orderId: id as OrderId, actor }; // the column's only type
}
