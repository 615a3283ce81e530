"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { api } from "../../trpc/react.tsx";

/**
 * For a page that was rendered for nobody. Who comes from another site (a mail, the bank's page) comes without cookies, as if
 * he had nothing in his cart; asked for from here, once, the same page is his.
 */
export function LookAgain() {
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
