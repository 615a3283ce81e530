"use client";

import type { PlaceOrder } from "@cartwright/contracts/checkout";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { reasonOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { attemptFor, markSent, rememberedAttempt } from "./attempt.ts";

/** Refusals after which cart and total are not what they were: both are read again, and the shopper asked again. */
const CHANGED: ReadonlySet<string> = new Set(["price_changed", "out_of_stock", "variant_unavailable", "cart_empty"]);

/** How often a search for a lost order is repeated: whoever comes here has just seen the line fail. */
const SEARCH_TRIES = 3;

/**
 * Places the order once, however often it is asked to: while one request is under way others are dropped, and all tries
 * for a cart carry one key. Afterwards it leads to the order's page, where the key is forgotten: until then a reload has to
 * find the order by it.
 */
export function usePlacement(cartId: string, onChanged: () => void) {
  const router = useRouter();
  const utils = api.useUtils();
  const underWay = useRef(false);
  const [leaving, setLeaving] = useState(false);
  const mutation = api.checkout.place.useMutation();

  async function place(order: Omit<PlaceOrder, "idempotencyKey">): Promise<void> {
    if (underWay.current) return;
    underWay.current = true;
    const { key } = markSent(attemptFor(cartId));
    const leave = (number: string) => {
      setLeaving(true);
      announceToTabs("cart");
      router.push(`/orders/${number}`);
    };
    try {
      leave((await mutation.mutateAsync({ ...order, idempotencyKey: key })).number);
    } catch (error) {
      // Only the answer may have been lost. If there is an order under the key, that is where the shopper wants to be.
      const placed = await utils.client.checkout.placed.query({ idempotencyKey: key }).catch(() => null);
      if (placed) return leave(placed.number);
      // The mutation holds the error, and the form shows it. The key stays for the next try.
      underWay.current = false;
      if (!CHANGED.has(reasonOf(error))) return;
      onChanged();
      await utils.cart.get.invalidate();
    }
  }

  return { place, error: leaving ? null : mutation.error, busy: mutation.isPending || leaving };
}

/** After a reload in the middle of placing: leads to the order if there is one. `searching` until that is known. */
export function useLostPlacement(): "searching" | "none" {
  const router = useRouter();
  const utils = api.useUtils();
  const [state, setState] = useState<"searching" | "none">("searching");

  useEffect(() => {
    const attempt = rememberedAttempt();
    const search = async () => {
      const placed = attempt?.sent
        ? await utils.checkout.placed
            .fetch({ idempotencyKey: attempt.key }, { staleTime: 0, retry: SEARCH_TRIES })
            .catch(() => null)
        : null;
      if (!placed) return setState("none");
      router.replace(`/orders/${placed.number}`);
    };
    void search();
  }, [router, utils]);

  return state;
}
