"use client";

import type { PaymentRequest } from "@cartwright/contracts/order-drafts";
import type { OrderNumber } from "@cartwright/contracts/ids";
import type { CheckoutFailure } from "@cartwright/contracts/orders";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { waitForDecision } from "../checkout/wait-for-decision.ts";
import { wasCharged } from "../orders/order-progress.ts";
import { useRealtime } from "../realtime/realtime-provider.tsx";

/**
 * Pays what a link asks for: once, however often the button is pressed, since all retries send the same key until the shop has
 * decided. A payment that fails stays here and may be tried again; otherwise the order's page opens.
 */
export function useLinkPayment(key: string, onRefused: () => void) {
  const router = useRouter();
  const utils = api.useUtils();
  const realtime = useRealtime();
  const isPending = useRef(false);
  const attempt = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CheckoutFailure | null>(null);
  const mutation = api.checkout.payDraft.useMutation();

  async function follow(number: OrderNumber): Promise<void> {
    const order = await waitForDecision({
      read: () => utils.client.orders.get.query({ number }),
      watch: (onEvent) => realtime.watchOrder(number, 0, { onEvent, onState: () => undefined }),
    });
    if (!order?.failure || wasCharged(order)) {
      router.push(`/orders/${number}`);
      return;
    }
    attempt.current = crypto.randomUUID();
    setFailure(order.failure);
    setBusy(false);
    isPending.current = false;
  }

  async function pay({ quote }: PaymentRequest, token: string): Promise<void> {
    if (isPending.current) return;
    isPending.current = true;
    setBusy(true);
    setFailure(null);
    try {
      const placed = await mutation.mutateAsync({
        key,
        idempotencyKey: attempt.current,
        payment: { provider: "sandbox", token },
        expectedTotalMinor: quote.totalMinor,
        quoteVersion: quote.version,
      });
      await follow(placed.number);
    } catch {
      // The mutation holds the error. What is asked for may have changed.
      isPending.current = false;
      setBusy(false);
      onRefused();
    }
  }

  return { pay, busy, failure, error: mutation.error };
}
