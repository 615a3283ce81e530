"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Order } from "@cartwright/contracts/orders";
import type { AppRouter } from "@cartwright/api/root";
import type { WatchState } from "@cartwright/realtime/client";
import type { inferRouterOutputs } from "@trpc/server";
import { useEffect, useState } from "react";
import { reasonOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { useRealtime } from "../realtime/realtime-provider.tsx";
import { withEvent } from "./order-progress.ts";

/** An order as it comes over the wire. */
type OrderResponse = inferRouterOutputs<AppRouter>["orders"]["get"];

/** How often the order is polled while the socket is not live: quickly until it is settled, then rarely. */
const POLL_UNSETTLED_MS = 1500;
const POLL_SETTLED_MS = 20_000;
/** Events come in bursts; whatever else changed (actions, refunds) is read once after each burst. */
const REFETCH_DELAY_MS = 120;

/**
 * A live order: socket events patch the cached query at once, then a refetch replaces the patch. While the socket is not
 * live, the order is polled.
 */
export function useOrder(number: OrderNumber, initial: Order | null) {
  const realtime = useRealtime();
  const utils = api.useUtils();
  const [watch, setWatch] = useState<WatchState>("connecting");
  const input = { number };
  const order = api.orders.get.useQuery(input, {
    // The two types differ only in optional fields that are undefined, which the wire leaves out.
    ...(initial ? { initialData: initial as OrderResponse } : {}),
    retry: (failures, error) => reasonOf(error) !== "not_found" && failures < 3,
    refetchInterval: (query) => {
      if (watch === "live" || query.state.error) return false;
      return query.state.data?.settled ? POLL_SETTLED_MS : POLL_UNSETTLED_MS;
    },
  });
  const exists = order.data !== undefined;

  useEffect(() => {
    if (!exists) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The last known event; the subscription replays everything after it.
    const known = utils.orders.get.getData({ number })?.timeline.at(-1)?.seq ?? 0;
    const end = realtime.watchOrder(number, known, {
      onState: setWatch,
      onEvent: (event) => {
        utils.orders.get.setData({ number }, (order) => order && withEvent(order, event));
        clearTimeout(timer);
        timer = setTimeout(() => {
          void utils.orders.get.invalidate({ number });
          // A cancelled checkout restores the cart.
          if (event.type === "order.cancelled") void utils.cart.get.invalidate();
        }, REFETCH_DELAY_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [exists, number, realtime, utils]);

  return { ...order, live: watch === "live" };
}
