"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { api } from "../../trpc/react.tsx";

/**
 * For a page that was rendered without cookies: a visitor who follows a link from another site (a mail, the bank's page)
 * arrives without them, as if their cart were empty. A refresh from here is same-site, so it sends them.
 */
export function RefreshWithCookies() {
  const router = useRouter();
  const utils = api.useUtils();
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    void utils.cart.get.invalidate();
    router.refresh();
  }, [router, utils]);
  return null;
}
