"use client";

import type { PlaceOrder } from "@cartwright/contracts/checkout";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { reasonOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { attemptFor, markSent, rememberedAttempt } from "./attempt.ts";

/** After these errors the cart and the total have changed: both are read again, and the shopper has to confirm. */
const STALE_QUOTE_REASONS: ReadonlySet<string> = new Set([
  "price_changed",
  "out_of_stock",
  "variant_unavailable",
  "cart_empty",
]);

/** Retries of the search for a lost order: it follows a network failure. */
const SEARCH_RETRIES = 3;

/**
 * Places the order exactly once: while one request is pending others are ignored, and all retries for a cart send the same
 * key. Then it opens the order's page, which discards the key: until then a reload finds the order by it.
 */
export function usePlacement(cartId: string, onChanged: () => void) {
  const router = useRouter();
  const utils = api.useUtils();
  const isPending = useRef(false);
  const [leaving, setLeaving] = useState(false);
  const mutation = api.checkout.place.useMutation();

  async function place(order: Omit<PlaceOrder, "idempotencyKey">): Promise<void> {
    if (isPending.current) return;
    isPending.current = true;
    const { key } = markSent(attemptFor(cartId));
    const leave = (number: string) => {
      setLeaving(true);
      announceToTabs("cart");
      router.push(`/orders/${number}`);
    };
    try {
      leave((await mutation.mutateAsync({ ...order, idempotencyKey: key })).number);
    } catch (error) {
      // Perhaps only the response was lost. If an order exists with this key, go there.
      const placed = await utils.client.checkout.placed.query({ idempotencyKey: key }).catch(() => null);
      if (placed) return leave(placed.number);
      // The mutation holds the error for the form. The key is kept for the retry.
      isPending.current = false;
      if (!STALE_QUOTE_REASONS.has(reasonOf(error))) return;
      onChanged();
      await utils.cart.get.invalidate();
    }
  }

  return { place, error: leaving ? null : mutation.error, busy: mutation.isPending || leaving };
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
