"use client";

import { SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { BANDS_MAX } from "@cartwright/contracts/shipping-bands";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button, IconButton } from "@cartwright/ui/button";
import { TextField } from "@cartwright/ui/field";
import { X } from "lucide-react";
import { emptyBand, type MethodErrors, type MethodForm, type TypedBand } from "./method-form.ts";

interface BandsFieldsProps {
  form: MethodForm;
  wrong: MethodErrors;
  onChange: (bands: readonly TypedBand[]) => void;
}

/** The price of a method: one, or one for each band. */
export function BandsFields({ form: { priceBy, bands }, wrong, onChange }: BandsFieldsProps) {
  const t = useTranslations("adminShipping");
  const currency = SHOP_CURRENCY;
  const isFlat = priceBy === "flat";
  const shown = isFlat ? bands.slice(0, 1) : bands;
  const fields = [
    ...(isFlat ? [] : (["upTo"] as const)),
    "price" as const,
    ...(priceBy === "value" ? [] : (["freeFrom"] as const)),
  ];
  const labels = {
    upTo: priceBy === "value" ? t("methodDialog.upToValue", { currency }) : t("methodDialog.upToWeight"),
    price: t("methodDialog.price", { currency }),
    freeFrom: t("methodDialog.freeFrom", { currency }),
  };
  const errorOf = (name: (typeof fields)[number], at: number) => {
    if (!wrong.has(`${name}.${at}`)) return undefined;
    return t(name === "upTo" ? "methodDialog.limitWrong" : "methodDialog.priceWrong");
  };
  const change = (key: number, part: Partial<TypedBand>) =>
    onChange(bands.map((band) => (band.key === key ? { ...band, ...part } : band)));
  return (
    <div className="grid gap-3">
      {isFlat ? null : (
        <p className="text-sm text-muted">
          {t(priceBy === "value" ? "methodDialog.bandsHintValue" : "methodDialog.bandsHintWeight")}
        </p>
      )}
      {shown.map((band, at) => (
        <div key={band.key} className="flex items-start gap-2">
          <div className={`grid grow gap-2 ${fields.length === 3 ? "grid-cols-2 sm:grid-cols-3" : "grid-cols-2"}`}>
            {fields.map((name) => (
              <TextField
                key={name}
                label={labels[name]}
                {...(isFlat ? {} : { "aria-label": t("methodDialog.bandOf", { number: at + 1, field: labels[name] }) })}
                inputMode="decimal"
                autoComplete="off"
                value={band[name]}
                error={errorOf(name, at)}
                onChange={(event) => change(band.key, { [name]: event.target.value })}
              />
            ))}
          </div>
          {shown.length > 1 ? (
            <IconButton
              label={t("methodDialog.removeBand", { number: at + 1 })}
              className="mt-6.5"
              onClick={() => onChange(bands.filter(({ key }) => key !== band.key))}
            >
              <X aria-hidden="true" className="size-4" />
            </IconButton>
          ) : null}
        </div>
      ))}
      {isFlat || bands.length >= BANDS_MAX ? null : (
        <Button
          size="sm"
          variant="secondary"
          className="justify-self-start"
          onClick={() => onChange([...bands, emptyBand(Math.max(...bands.map(({ key }) => key)) + 1)])}
        >
          {t("methodDialog.addBand")}
        </Button>
      )}
    </div>
  );
}
