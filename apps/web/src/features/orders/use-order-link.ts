"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { exchangeKey, type KeyExchange, opensNothing } from "./exchange-key.ts";

const RETRIES = 3;

const keyIn = (hash: string) => new URLSearchParams(hash.slice(1)).get("key") ?? "";
const removeKey = () => window.history.replaceState(null, "", window.location.pathname);

/** Exchanges the key in the address for access to the order, and goes to the order's page. The outcome is null until it is known. */
export function useOrderLink(number: OrderNumber): {
  readonly outcome: KeyExchange | null;
  readonly retry: () => void;
} {
  const router = useRouter();
  const { mutateAsync: openLink } = api.orders.openLink.useMutation({
    retry: (failures, error) => !opensNothing(error) && failures < RETRIES,
  });
  const [outcome, setOutcome] = useState<KeyExchange | null>(null);
  const began = useRef(false);

  const open = useCallback(async () => {
    const address = { key: keyIn(window.location.hash), removeKey };
    const exchanged = await exchangeKey(address, (key) => openLink({ number, key }));
    setOutcome(exchanged);
    if (exchanged.state === "opened") router.replace(`/orders/${number}`);
  }, [number, openLink, router]);

  useEffect(() => {
    if (began.current) return;
    began.current = true;
    void open();
  }, [open]);

  const retry = () => {
    setOutcome(null);
    void open();
  };
  return { outcome, retry };
}
