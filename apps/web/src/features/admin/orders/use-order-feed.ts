"use client";

import type { OrderEvent } from "@cartwright/contracts/rooms";
import type { WatchState } from "@cartwright/realtime/client";
import { useEffect, useEffectEvent, useState } from "react";
import { useRealtime } from "../../realtime/realtime-provider.tsx";

/** At most one refresh in this time: a burst of events costs one request. */
const REFRESH_EVERY_MS = 700;

/**
 * Watches all orders. `onEvent` gets each event; `refresh` is called when the page may be out of date, soon after the first
 * event and at most every 700 ms. Returns the state of the connection.
 */
export function useOrderFeed(refresh: () => void, onEvent?: (event: OrderEvent) => void): WatchState {
  const realtime = useRealtime();
  const [state, setState] = useState<WatchState>("connecting");
  const refreshNow = useEffectEvent(refresh);
  const handleEvent = useEffectEvent((event: OrderEvent) => onEvent?.(event));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refreshNow();
      }, REFRESH_EVERY_MS);
    };
    const end = realtime.watchAllOrders({
      onState: setState,
      onStale: refreshSoon,
      onEvent(event) {
        handleEvent(event);
        refreshSoon();
      },
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [realtime]);

  return state;
}
