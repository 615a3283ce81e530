"use client";

import type { Order } from "@cartwright/contracts/orders";
import { useCallback, useSyncExternalStore } from "react";
import { mailOnItsWayUntil } from "./order-mail.ts";

/** Whether a moment is still to come. Where no browser is, nothing is. */
function useIsAhead(untilMs: number): boolean {
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

/** Where mails about the order go, and whether one is on its way just now. */
export function MailLine({ order }: { order: Pick<Order, "settled" | "email" | "timeline"> }) {
  const isOnItsWay = useIsAhead(mailOnItsWayUntil(order));
  const lead = !order.settled
    ? "You can leave this page; we will e-mail"
    : isOnItsWay
      ? "An e-mail is on its way to"
      : "E-mails about this order go to";
  return (
    <p className="text-ink-soft">
      {lead} <span className="font-medium break-all">{order.email}</span>.
    </p>
  );
}
