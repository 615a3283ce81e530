"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { reasonOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";

const keyIn = (hash: string) => new URLSearchParams(hash.slice(1)).get("key") ?? "";

/**
 * Exchanges the key in the address for access to the order, and goes to the order's page. The key is removed from the address
 * bar first, so that it is not copied or kept in the history. `invalid` when the key opens nothing.
 */
export function useOrderLink(number: OrderNumber): "opening" | "invalid" {
  const router = useRouter();
  const { mutateAsync: openLink } = api.orders.openLink.useMutation({
    retry: (failures, error) => reasonOf(error) !== "not_found" && failures < 3,
  });
  const [isInvalid, setIsInvalid] = useState(false);
  const began = useRef(false);

  useEffect(() => {
    if (began.current) return;
    began.current = true;
    const key = keyIn(window.location.hash);
    window.history.replaceState(null, "", window.location.pathname);
    const opened = key === "" ? Promise.reject(new Error("no key")) : openLink({ number, key });
    opened.then(
      () => router.replace(`/orders/${number}`),
      () => setIsInvalid(true),
    );
  }, [number, openLink, router]);

  return isInvalid ? "invalid" : "opening";
}
