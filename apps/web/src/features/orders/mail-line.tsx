"use client";

import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useCallback, useSyncExternalStore } from "react";
import { mailBeingSentUntil } from "./order-mail.ts";

/** Whether a time is in the future; false on the server. */
function useIsFuture(untilMs: number): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const leftMs = untilMs - Date.now();
      if (leftMs <= 0) return () => undefined;
      const timer = setTimeout(listener, leftMs);
      return () => clearTimeout(timer);
    },
    [untilMs],
  );
  return useSyncExternalStore(
    subscribe,
    () => Date.now() < untilMs,
    () => false,
  );
}

/** Which address emails about the order go to, and whether one is being sent now. */
export function MailLine({ order }: { order: Pick<Order, "settled" | "email" | "timeline"> }) {
  const t = useTranslations("orders");
  const isBeingSent = useIsFuture(mailBeingSentUntil(order));
  const state = !order.settled ? "unsettled" : isBeingSent ? "sending" : "settled";
  return (
    <p className="text-ink-soft">
      {t.rich(`mail.${state}`, {
        address: order.email,
        email: <span className="font-medium break-all" />,
      })}
    </p>
  );
}
