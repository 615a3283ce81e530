"use client";

import { SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SelectField } from "@cartwright/ui/select";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { Panel } from "../shell/panel.tsx";
import { minorOf } from "../shell/typed-money.ts";
import { useSettled } from "../shell/use-settled.ts";
import { gramsOf } from "./kilograms.ts";
import { type TriedProduct, TriedProductField } from "./tried-product.tsx";
import { TriedResult } from "./tried-result.tsx";

const START = { country: SHOP_COUNTRY, region: "", postalCode: "", amount: "50.00", weight: "1" };

/** What an address would be quoted now, by the checkout's own functions. */
export function TryAddress({ countries }: { countries: readonly CountryName[] }) {
  const t = useTranslations("adminShipping");
  const errorMessage = useErrorMessage();
  const [typed, setTyped] = useState(START);
  const [product, setProduct] = useState<TriedProduct | null>(null);
  const [methodId, setMethodId] = useState<string | null>(null);
  const set = (part: Partial<typeof START>) => setTyped({ ...typed, ...part });
  const settled = useSettled(typed);
  const amountMinor = minorOf(settled.amount);
  const weightGrams = gramsOf(settled.weight);
  const [region, postalCode] = [settled.region.trim(), settled.postalCode.trim()];
  const isReady = product !== null || (amountMinor !== null && weightGrams !== null);
  const { data, error } = api.admin.shipping.tryAddress.useQuery(
    {
      country: settled.country,
      ...(region === "" ? {} : { region }),
      ...(postalCode === "" ? {} : { postalCode }),
      ...(product
        ? { variantId: product.variantId, quantity: product.quantity }
        : { amountMinor: amountMinor ?? 0, weightGrams: weightGrams ?? 0 }),
      ...(methodId === null ? {} : { shippingMethodId: methodId }),
    },
    { enabled: isReady, retry: false, placeholderData: (before) => before },
  );
  const input = (name: "region" | "postalCode") => ({
    label: t(`try.${name}`),
    optional: true,
    autoComplete: "off",
    maxLength: name === "region" ? 120 : 20,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  return (
    <Panel title={t("try.title")}>
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-8">
        <div className="grid content-start gap-4">
          <p className="text-muted">{t("try.intro")}</p>
          <SelectField
            label={t("try.country")}
            value={typed.country}
            onChange={(event) => set({ country: event.target.value, region: "", postalCode: "" })}
          >
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
          <div className="grid grid-cols-2 gap-4">
            <TextField {...input("region")} />
            <TextField {...input("postalCode")} />
          </div>
          <TriedProductField product={product} onChange={setProduct} />
          {product ? null : (
            <div className="grid grid-cols-2 gap-4">
              <TextField
                label={t("try.amount", { currency: SHOP_CURRENCY })}
                inputMode="decimal"
                autoComplete="off"
                value={typed.amount}
                error={amountMinor === null ? t("try.wrongAmount") : undefined}
                onChange={(event) => set({ amount: event.target.value })}
              />
              <TextField
                label={t("try.weight")}
                inputMode="decimal"
                autoComplete="off"
                value={typed.weight}
                error={weightGrams === null ? t("try.wrongWeight") : undefined}
                onChange={(event) => set({ weight: event.target.value })}
              />
            </div>
          )}
        </div>
        <section aria-label={t("try.result")} aria-live="polite" className="min-w-0">
          {error ? <Notice tone="warn">{errorMessage(error)}</Notice> : null}
          {!error && data && isReady ? <TriedResult tried={data} onMethod={setMethodId} /> : null}
          {isReady ? null : <p className="text-muted">{t("try.needed")}</p>}
        </section>
      </div>
    </Panel>
  );
}
