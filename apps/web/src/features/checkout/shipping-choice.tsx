"use client";

import type { Quote } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { RadioCard } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";
import { useEstimate } from "./use-estimate.ts";

interface ShippingChoiceProps {
  /** Undefined until the first quote has loaded. */
  quote: Quote | undefined;
  onChoose: (methodId: string) => void;
}

/** The shipping methods for the address, with their prices. */
export function ShippingChoice({ quote, onChoose }: ShippingChoiceProps) {
  const t = useTranslations("checkout");
  const totals = useTranslations("totals");
  const estimate = useEstimate();
  if (!quote) {
    return (
      <div className="grid gap-2">
        <Skeleton className="h-[4.25rem]" />
        <Skeleton className="h-[4.25rem]" />
      </div>
    );
  }
  if (quote.shippingMethods.length === 0) {
    return (
      <Notice tone="warn" urgent>
        {t("noShipping")}
      </Notice>
    );
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t("shippingMethod")}</legend>
      {quote.shippingMethods.map((method) => (
        <RadioCard
          key={method.id}
          name="shippingMethodId"
          value={method.id}
          label={method.title}
          description={estimate(method)}
          aside={method.priceMinor === 0 ? totals("free") : formatMoney(method.priceMinor, method.currency)}
          checked={method.id === quote.shippingMethodId}
          onChange={() => onChoose(method.id)}
        />
      ))}
    </fieldset>
  );
}
