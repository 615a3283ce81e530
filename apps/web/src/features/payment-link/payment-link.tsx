"use client";

import type { ShopConfig } from "@cartwright/contracts/shop";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { EmptyState } from "@cartwright/ui/empty-state";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { opensNothing } from "../orders/exchange-key.ts";
import { PayForm } from "./pay-form.tsx";

/** The key behind the `#` of the address. Empty without one. */
const keyOf = (hash: string) => new URLSearchParams(hash.slice(1)).get("key") ?? "";

/** Opens what a payment link asks for. */
export function PaymentLink({ config }: { config: ShopConfig }) {
  const t = useTranslations("paymentLink");
  const { client } = api.useUtils();
  // The server has no fragment, and renders nothing that depends on it.
  const [key] = useState(() => (typeof window === "undefined" ? "" : keyOf(window.location.hash)));
  const opened = useQuery({
    queryKey: ["payment link", key],
    // Without a key there is nothing to ask for.
    queryFn: () => (key === "" ? null : client.checkout.openPaymentLink.mutate({ key })),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const open = () => void opened.refetch();
  if (opened.error && !opensNothing(opened.error)) return <Failed error={opened.error} onRetry={open} />;
  if (opened.error || opened.data === null) return <Invalid />;
  if (opened.data) return <PayForm config={config} request={opened.data} linkKey={key} onChanged={open} />;
  return <output className="page block py-16 text-center text-muted">{t("loading")}</output>;
}

function Invalid() {
  const t = useTranslations("paymentLink");
  return (
    <div className="page">
      <EmptyState as="h1" title={t("invalidTitle")}>
        {t("invalidText")}
      </EmptyState>
    </div>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("paymentLink");
  const common = useTranslations("common");
  const errorMessage = useErrorMessage();
  const isPaid = reasonOf(error) === "illegal_transition";
  return (
    <div className="page">
      <EmptyState
        as="h1"
        title={t(isPaid ? "paidTitle" : "failedTitle")}
        action={isPaid ? null : <Button onClick={onRetry}>{common("tryAgain")}</Button>}
      >
        {errorMessage(error)}
      </EmptyState>
    </div>
  );
}
