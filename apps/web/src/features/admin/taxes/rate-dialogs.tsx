"use client";

import type { CountryName } from "@cartwright/contracts/place";
import type { AdminTaxes, AdminTaxRate } from "@cartwright/contracts/taxes";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { basisPointsOf, percentOf } from "../shell/read-percent.ts";
import { useRefusal } from "../shell/use-refusal.ts";

interface DialogProps {
  onClose: () => void;
  onSaved: (taxes: AdminTaxes) => void;
  onRefused: () => void;
}

interface RateDialogProps extends DialogProps {
  /** Null to add one. */
  rate: AdminTaxRate | null;
  taxes: AdminTaxes;
  countries: readonly CountryName[];
}

/** Adds or changes a rate. Its place does not change. */
export function RateDialog({ rate, taxes, countries, onClose, onSaved, onRefused }: RateDialogProps) {
  const t = useTranslations("adminTaxes");
  const refusal = useRefusal();
  const [country, setCountry] = useState(rate?.country ?? countries[0]?.code ?? "");
  const [region, setRegion] = useState(rate?.region ?? "");
  const [percent, setPercent] = useState(rate ? percentOf(rate.rateBp) : "");
  const [included, setIncluded] = useState(rate?.included ?? true);
  const [submitted, setSubmitted] = useState(false);
  const save = api.admin.taxes.saveRate.useMutation({
    onSuccess(saved) {
      toast(t("dialog.saved"));
      onSaved(saved);
    },
    onError: onRefused,
  });
  const fields = fieldsOf(save.error);
  const rateBp = basisPointsOf(percent);
  return (
    <FormDialog
      title={t(rate ? "dialog.editTitle" : "dialog.addTitle")}
      confirm={t("dialog.save")}
      busy={save.isPending}
      refusal={refusal(save.error)}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (rateBp === null) return;
        save.mutate({ country, region, rateBp, included, version: rate?.version ?? null });
      }}
    >
      {rate ? (
        <p className="font-medium">{rate.name ?? t("rates.rest")}</p>
      ) : (
        <>
          <SelectField
            label={t("dialog.place")}
            value={country}
            error={fields["country"]}
            onChange={(event) => {
              setCountry(event.target.value);
              setRegion("");
            }}
          >
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
            {taxes.areas.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
            <option value="*">{t("rates.rest")}</option>
          </SelectField>
          {country.length === 2 ? (
            <TextField
              label={t("dialog.region")}
              hint={t("dialog.regionHint")}
              optional
              autoComplete="off"
              maxLength={60}
              value={region}
              error={fields["region"]}
              onChange={(event) => setRegion(event.target.value)}
            />
          ) : null}
        </>
      )}
      <TextField
        label={t("dialog.percent")}
        inputMode="decimal"
        autoComplete="off"
        maxLength={6}
        value={percent}
        error={submitted && rateBp === null ? t("dialog.percentWrong") : undefined}
        onChange={(event) => setPercent(event.target.value)}
      />
      <SelectField
        label={t("dialog.treatment")}
        hint={t("dialog.treatmentHint")}
        value={included ? "included" : "added"}
        onChange={(event) => setIncluded(event.target.value === "included")}
      >
        {(["included", "added"] as const).map((treatment) => (
          <option key={treatment} value={treatment}>
            {t(`treatment.${treatment}`)}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}

/** Asks before a rate is removed. */
export function RemoveRate({ rate, onClose, onSaved, onRefused }: DialogProps & { rate: AdminTaxRate }) {
  const t = useTranslations("adminTaxes");
  const refusal = useRefusal();
  const { country, region, version } = rate;
  const remove = api.admin.taxes.removeRate.useMutation({
    onSuccess(saved) {
      toast(t("dialog.removed"));
      onSaved(saved);
    },
    onError: onRefused,
  });
  return (
    <FormDialog
      title={t("dialog.removeTitle")}
      confirm={t("dialog.removeTitle")}
      isDangerous
      busy={remove.isPending}
      refusal={refusal(remove.error)}
      onClose={onClose}
      onSubmit={() => remove.mutate({ country, region, version })}
    >
      <p>{t("dialog.removeText", { place: rate.name ?? t("rates.rest") })}</p>
    </FormDialog>
  );
}
