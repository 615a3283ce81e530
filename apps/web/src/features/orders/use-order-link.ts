"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useEffect, useRef } from "react";
import { api } from "../../trpc/react.tsx";

/**
 * Trades the key of a mailed link for this browser's cookie, and then takes it out of the address bar, so that it is neither
 * copied nor kept in the history. Not before: whoever reloads meanwhile still has his way in.
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
      // The page shows the order already, and the address still holds the key for a reload.
      .catch(() => undefined);
  }, [key, number, openLink, utils]);
}
