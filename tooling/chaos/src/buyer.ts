import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { PlacedOrder, Quote } from "@cartwright/contracts/checkout";
import type { OrderNumber, VariantId } from "@cartwright/contracts/ids";
import { Order } from "@cartwright/contracts/orders";
import type { BuyerPlan } from "./plan-buyer.ts";
import { createShopClient, Lost, Refused, type ShopClient } from "./shop-client.ts";
import { watchOrder, type WatchedOrder } from "./watch-order.ts";

/** Where buyers shop, and what they choose from. */
export interface Market {
  readonly shopUrl: string;
  readonly realtimeUrl: string;
  readonly shelf: readonly VariantId[];
  /** When buyers stop waiting for responses: the end of the faults plus a margin, in `performance.now()`. */
  giveUpAt(): number;
}

export type Purchase = { readonly resent: number } & (
  | { readonly kind: "placed"; readonly number: OrderNumber; readonly watched: WatchedOrder | null }
  /** The shop said no: nothing was ordered. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Got no response, so that it is unknown whether there is an order. */
  | { readonly kind: "unanswered"; readonly at: string }
);

const ADDRESS = { name: "Kim Example", line1: "Teststrasse 1", city: "Berlin", postalCode: "10115", country: "DE" };
const ACTION_WAIT_MS = 15_000;
const LOOK_AGAIN_MS = 700;

/**
 * One guest buys according to a plan: cart, quote, order under one idempotency key for all attempts, and the actions
 * afterwards.
 */
export async function buy(market: Market, plan: BuyerPlan): Promise<Purchase> {
  const shop = createShopClient(market.shopUrl);
  try {
    const number = await place(shop, market, plan);
    const watched = plan.watches ? watchOrder(market, number, shop.cookie()) : null;
    if (plan.token === "tok_action") await approve(shop, market, { number, approval: plan.approval });
    if (plan.cancelAfterMs !== null) await cancel(shop, market, { number, afterMs: plan.cancelAfterMs });
    return { kind: "placed", number, watched, resent: shop.resent() };
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", reason: error.reason, resent: shop.resent() };
    if (error instanceof Lost) return { kind: "unanswered", at: error.message, resent: shop.resent() };
    throw error;
  }
}

async function place(shop: ShopClient, market: Market, plan: BuyerPlan): Promise<OrderNumber> {
  for (const { shelf, quantity } of plan.lines)
    await shop.call("cart.setLine", { variantId: market.shelf[shelf], quantity }, market.giveUpAt());
  const choice = { shippingAddress: ADDRESS, shippingMethodId: "standard" };
  const quote = Quote.parse(await shop.call("checkout.quote", choice, market.giveUpAt()));
  const order = {
    idempotencyKey: randomUUID(),
    email: `buyer-${randomUUID()}@example.com`,
    ...choice,
    payment: { provider: "sandbox", token: plan.token },
    expectedTotalMinor: quote.totalMinor,
  };
  return PlacedOrder.parse(await shop.call("checkout.place", order, market.giveUpAt())).number;
}

/**
 * Waits for the redirect to the bank's page and decides there. A buyer who is not redirected, or who ignores the page, lets
 * the approval expire.
 */
async function approve(
  shop: ShopClient,
  market: Market,
  { number, approval }: { readonly number: OrderNumber; readonly approval: BuyerPlan["approval"] },
): Promise<void> {
  if (approval === "ignore") return;
  const until = performance.now() + ACTION_WAIT_MS;
  while (performance.now() < until) {
    const order = await afterwards(async () =>
      Order.parse(await shop.query("orders.get", { number }, market.giveUpAt())),
    );
    if (order?.settled) return;
    if (order?.action && (await decide(order.action.url, approval))) return;
    await sleep(LOOK_AGAIN_MS);
  }
}

/** Whether the provider took the decision. */
async function decide(url: string, decision: string): Promise<boolean> {
  const body = new URLSearchParams({ decision });
  const response = await fetch(url, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(5_000),
  }).catch(
    () => null, // it is down; the page is loaded again
  );
  await response?.body?.cancel();
  return response?.status === 303;
}

async function cancel(
  shop: ShopClient,
  market: Market,
  { number, afterMs }: { readonly number: OrderNumber; readonly afterMs: number },
): Promise<void> {
  await sleep(afterMs);
  await afterwards(() => shop.call("orders.cancel", { number }, market.giveUpAt()));
}

/** Requests after the order may be refused or lost. The order still counts as placed. */
async function afterwards<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused || error instanceof Lost) return null;
    throw error;
  }
}
