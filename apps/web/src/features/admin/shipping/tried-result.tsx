"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import type { TriedAddress } from "@cartwright/contracts/shipping";
import { useTranslations } from "@cartwright/messages/use-translations";
import { RadioCard } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { useId } from "react";
import { useEstimate } from "../../checkout/use-estimate.ts";

interface TriedResultProps {
  tried: TriedAddress;
  onMethod: (methodId: string) => void;
}

/** The methods that are offered at an address, and the total with the chosen one. */
export function TriedResult({ tried, onMethod }: TriedResultProps) {
  const t = useTranslations("adminShipping");
  const estimate = useEstimate();
  const name = useId();
  const money = (minor: number) => formatMoney(minor, tried.currency);
  const rate = `${Number((tried.taxRateBp / 100).toFixed(2))}%`;
  const { taxArea } = tried.destination;
  const rows = [
    { label: t("try.goods"), value: tried.subtotalMinor },
    { label: t("try.shipping"), value: tried.shippingMinor },
    ...(tried.taxIncluded ? [] : [{ label: t("try.tax", { rate }), value: tried.taxMinor }]),
    { label: t("try.total"), value: tried.totalMinor },
    ...(tried.taxIncluded ? [{ label: t("try.included", { rate }), value: tried.taxMinor }] : []),
  ];
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">
        {t("try.zone")}: {tried.zone ?? t("try.noZone")}
        {taxArea === null ? null : ` · ${t("try.taxArea", { area: taxArea })}`}
      </p>
      {tried.requiresShipping && tried.shippingMethods.length === 0 ? (
        <Notice tone="warn">{t("try.noMethods")}</Notice>
      ) : null}
      {tried.shippingMethods.length === 0 ? null : (
        <fieldset className="grid gap-2">
          <legend className="sr-only">{t("try.method")}</legend>
          {tried.shippingMethods.map((method) => (
            <RadioCard
              key={method.id}
              name={name}
              value={method.id}
              label={method.title}
              description={estimate(method)}
              aside={method.priceMinor === 0 ? t("method.free") : money(method.priceMinor)}
              checked={method.id === tried.shippingMethodId}
              onChange={() => onMethod(method.id)}
            />
          ))}
        </fieldset>
      )}
      <dl className="figures grid gap-1.5">
        {rows.map(({ label, value }) => (
          <div key={label} className="flex items-baseline justify-between gap-4">
            <dt className="text-muted">{label}</dt>
            <dd>{money(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
