"use client";

import type { Cart } from "@cartwright/contracts/cart";
import { useEffect } from "react";
import { api } from "../../trpc/react.tsx";
import { useRealtime } from "../realtime/realtime-provider.tsx";

/** A tab may watch this many rooms; the rest of a longer cart is checked when it is opened or paid. */
const WATCHED_MAX = 15;

/** Invalidates the cached cart when the stock or price of an item in it changes. */
export function useLiveCart(cart: Cart): void {
  const realtime = useRealtime();
  const utils = api.useUtils();
  const productIds = [...new Set(cart.lines.map((line) => line.productId))].slice(0, WATCHED_MAX);
  const key = productIds.join();

  useEffect(() => {
    const refresh = () => void utils.cart.get.invalidate();
    const ends = productIds.map((productId) =>
      realtime.watchProduct(productId, { onStock: refresh, onPrice: refresh, onStale: refresh }),
    );
    return () => {
      for (const end of ends) end();
    };
    // The key represents the ids: the array is new with every render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, realtime, utils]);
}
