"use client";

import type { ShippingMethod } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";

/** What is said below the name of a shipping method: when it arrives, and its description. Undefined for neither. */
export function useEstimate(): (method: Pick<ShippingMethod, "estimate" | "description">) => string | undefined {
  const t = useTranslations("delivery");
  return ({ estimate, description }) => {
    const { minDays: min, maxDays: max } = estimate ?? {};
    const days =
      min === undefined || max === undefined ? null : t("estimate", { min, max, same: min === max ? "yes" : "no" });
    return [days, description].filter(Boolean).join(" · ") || undefined;
  };
}
