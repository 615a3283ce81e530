"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useEffect, useRef } from "react";
import { api } from "../../trpc/react.tsx";

/**
 * Trades the key of a mailed link for this browser's cookie, and takes it out of the address bar, so that it is neither
 * copied nor kept in the history.
 */
export function useOrderLink(number: OrderNumber, key: string | null): void {
  const { mutateAsync: openLink } = api.orders.openLink.useMutation();
  const utils = api.useUtils();
  const done = useRef(false);

  useEffect(() => {
    if (key === null || done.current) return;
    done.current = true;
    window.history.replaceState(null, "", window.location.pathname);
    openLink({ number, key })
      .then(() => utils.orders.get.invalidate({ number }))
      // The page shows the order already; only a reload would need the cookie.
      .catch(() => undefined);
  }, [key, number, openLink, utils]);
}
