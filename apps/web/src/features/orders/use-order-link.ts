"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useEffect, useRef } from "react";
import { api } from "../../trpc/react.tsx";

/**
 * Exchanges the key of an emailed link for a cookie of this browser, then removes it from the address bar, so that it is not
 * copied or kept in the history. Not earlier: a reload in between still needs it.
 */
export function useOrderLink(number: OrderNumber, key: string | null): void {
  const { mutateAsync: openLink } = api.orders.openLink.useMutation();
  const utils = api.useUtils();
  const done = useRef(false);

  useEffect(() => {
    if (key === null || done.current) return;
    done.current = true;
    openLink({ number, key })
      .then(() => {
        window.history.replaceState(null, "", window.location.pathname);
        return utils.orders.get.invalidate({ number });
      })
      // The page shows the order already, and the address keeps the key for a reload.
      .catch(() => undefined);
  }, [key, number, openLink, utils]);
}
