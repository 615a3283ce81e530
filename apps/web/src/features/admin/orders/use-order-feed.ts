"use client";

import type { OrderEvent } from "@cartwright/contracts/rooms";
import type { WatchState } from "@cartwright/realtime/client";
import { useEffect, useEffectEvent, useState } from "react";
import { useRealtime } from "../../realtime/realtime-provider.tsx";

/** How often a page may ask again while orders come in. A burst of events costs one question. */
const ASK_EVERY_MS = 700;

/**
 * Watches the orders of everybody. `onEvent` hears each; `refresh` is called when what is shown may be out of date, soon
 * after the first event and not more often than every 700 ms. Answers where the watch stands.
 */
export function useOrderFeed(refresh: () => void, onEvent?: (event: OrderEvent) => void): WatchState {
  const realtime = useRealtime();
  const [state, setState] = useState<WatchState>("connecting");
  const ask = useEffectEvent(refresh);
  const hear = useEffectEvent((event: OrderEvent) => onEvent?.(event));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        ask();
      }, ASK_EVERY_MS);
    };
    const end = realtime.watchAllOrders({
      onState: setState,
      onStale: askSoon,
      onEvent(event) {
        hear(event);
        askSoon();
      },
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [realtime]);

  return state;
}
