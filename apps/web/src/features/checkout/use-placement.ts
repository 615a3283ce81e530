"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import type { CheckoutFailure } from "@cartwright/contracts/orders";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { reasonOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { wasCharged } from "../orders/order-progress.ts";
import { useRealtime } from "../realtime/realtime-provider.tsx";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { attemptFor, forgetAttempt, markSent, rememberedAttempt } from "./attempt.ts";
import type { OrderRequest } from "./order-request.ts";
import { waitForDecision } from "./wait-for-decision.ts";

/** After these errors the cart and the total have changed: both are read again, and the shopper has to confirm. */
const STALE_QUOTE_REASONS: ReadonlySet<string> = new Set([
  "price_changed",
  "promotion_invalid",
  "gift_card_invalid",
  "out_of_stock",
  "variant_unavailable",
  "cart_empty",
]);

/** Retries of the search for a lost order: it follows a network failure. */
const SEARCH_RETRIES = 3;

/**
 * Places the order exactly once: while one request is pending others are ignored, and all retries for a cart send the same
 * key. Then it waits a moment for the payment. A checkout that fails stays here, with the cart back and `failure` saying
 * why, and its next attempt has a new key; otherwise the order's page opens, which discards the key: until then a reload
 * finds the order by it.
 */
export function usePlacement(cartId: string, onChanged: () => void) {
  const router = useRouter();
  const utils = api.useUtils();
  const realtime = useRealtime();
  const isPending = useRef(false);
  const [phase, setPhase] = useState<"idle" | "deciding" | "leaving">("idle");
  const [failure, setFailure] = useState<CheckoutFailure | null>(null);
  const mutation = api.checkout.place.useMutation();

  async function follow(number: OrderNumber): Promise<void> {
    setPhase("deciding");
    announceToTabs("cart");
    const order = await waitForDecision({
      read: () => utils.client.orders.get.query({ number }),
      watch: (onEvent) => realtime.watchOrder(number, 0, { onEvent, onState: () => undefined }),
    });
    // A charge and its refund are explained on the order's page.
    if (!order?.failure || wasCharged(order)) {
      setPhase("leaving");
      router.push(`/orders/${number}`);
      return;
    }
    forgetAttempt();
    await utils.cart.get.invalidate();
    setFailure(order.failure);
    setPhase("idle");
    isPending.current = false;
  }

  async function place(order: OrderRequest): Promise<void> {
    if (isPending.current) return;
    isPending.current = true;
    setFailure(null);
    const { key } = markSent(attemptFor(cartId));
    try {
      await follow((await mutation.mutateAsync({ ...order, idempotencyKey: key })).number);
    } catch (error) {
      // Perhaps only the response was lost. If an order exists with this key, go on with it.
      const placed = await utils.client.checkout.placed.query({ idempotencyKey: key }).catch(() => null);
      if (placed) return follow(placed.number);
      // The mutation holds the error for the form. The key is kept for the retry.
      isPending.current = false;
      if (!STALE_QUOTE_REASONS.has(reasonOf(error))) return;
      onChanged();
      await utils.cart.get.invalidate();
    }
  }

  const busy = mutation.isPending || phase !== "idle";
  return { place, failure, error: phase === "idle" ? mutation.error : null, busy, deciding: phase === "deciding" };
}

/** After a reload while an order was being placed: opens the order if there is one. `searching` until that is known. */
export function useLostPlacement(): "searching" | "none" {
  const router = useRouter();
  const utils = api.useUtils();
  const [state, setState] = useState<"searching" | "none">("searching");

  useEffect(() => {
    const attempt = rememberedAttempt();
    const search = async () => {
      const placed = attempt?.sent
        ? await utils.checkout.placed
            .fetch({ idempotencyKey: attempt.key }, { staleTime: 0, retry: SEARCH_RETRIES })
            .catch(() => null)
        : null;
      if (!placed) return setState("none");
      router.replace(`/orders/${placed.number}`);
    };
    void search();
  }, [router, utils]);

  return state;
}
