"use client";

import type { Quote } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/amounts";
import { RadioCard } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";

interface ShippingChoiceProps {
  /** None until the first quote is there. */
  quote: Quote | undefined;
  onChoose: (methodId: string) => void;
}

/** The ways that the parcel may travel to the address, with their prices. */
export function ShippingChoice({ quote, onChoose }: ShippingChoiceProps) {
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
        We do not ship this order to that country yet.
      </Notice>
    );
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">Shipping method</legend>
      {quote.shippingMethods.map((method) => (
        <RadioCard
          key={method.id}
          name="shippingMethodId"
          value={method.id}
          label={method.title}
          description={method.description}
          aside={method.priceMinor === 0 ? "Free" : formatMoney(method.priceMinor, method.currency)}
          checked={method.id === quote.shippingMethodId}
          onChange={() => onChoose(method.id)}
        />
      ))}
    </fieldset>
  );
}
