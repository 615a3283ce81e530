"use client";

import type { AdminShippingMethod, AdminZone } from "@cartwright/contracts/shipping";
import { DAYS_MAX, PRICE_BY } from "@cartwright/contracts/shipping-bands";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { BandsFields } from "./bands-fields.tsx";
import { readMethodForm, toMethodForm, type MethodForm } from "./method-form.ts";
import type { ShippingDialogProps } from "./dialogs.ts";
import { useRefusal } from "../shell/use-refusal.ts";

interface MethodDialogProps extends ShippingDialogProps {
  /** Where it was opened. A new method is offered there. */
  zone: AdminZone;
  /** Null to add one. */
  method: AdminShippingMethod | null;
}

/** Adds or changes a shipping method. */
export function MethodDialog({ zone, method, shipping, onClose, onSaved, onRefused }: MethodDialogProps) {
  const t = useTranslations("adminShipping");
  const refusal = useRefusal();
  const [form, setForm] = useState(() => toMethodForm(method, zone.id));
  const [submitted, setSubmitted] = useState(false);
  const outcome = {
    onSuccess(saved: typeof shipping) {
      toast(t("methodDialog.saved"));
      onSaved(saved);
    },
    onError: onRefused,
  };
  const create = api.admin.shipping.createMethod.useMutation(outcome);
  const save = api.admin.shipping.saveMethod.useMutation(outcome);
  const set = (part: Partial<MethodForm>) => setForm({ ...form, ...part });
  const reading = readMethodForm(form);
  const wrong: ReadonlySet<string> = submitted && !reading.ok ? reading.wrong : new Set<string>();
  return (
    <FormDialog
      title={t(method ? "methodDialog.editTitle" : "methodDialog.addTitle")}
      confirm={t("methodDialog.save")}
      busy={create.isPending || save.isPending}
      refusal={refusal(create.error ?? save.error)}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (!reading.ok) return;
        if (method) save.mutate({ ...reading.input, methodId: method.id, version: method.version });
        else create.mutate(reading.input);
      }}
    >
      <TextField
        label={t("methodDialog.name")}
        hint={t("methodDialog.nameHint")}
        maxLength={80}
        autoComplete="off"
        value={form.title}
        error={wrong.has("title") ? t("methodDialog.nameMissing") : undefined}
        onChange={(event) => set({ title: event.target.value })}
      />
      <TextField
        label={t("methodDialog.description")}
        hint={t("methodDialog.descriptionHint")}
        optional
        maxLength={200}
        autoComplete="off"
        value={form.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <div className="grid grid-cols-2 gap-4">
        {(["daysMin", "daysMax"] as const).map((name) => (
          <TextField
            key={name}
            label={t(`methodDialog.${name}`)}
            optional
            inputMode="numeric"
            autoComplete="off"
            value={form[name]}
            error={wrong.has("days") && name === "daysMax" ? t("methodDialog.daysWrong", { max: DAYS_MAX }) : undefined}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        ))}
      </div>
      <SelectField
        label={t("methodDialog.priceBy")}
        value={form.priceBy}
        onChange={(event) => {
          const priceBy = PRICE_BY.find((each) => each === event.target.value) ?? "flat";
          // A limit in kilograms is no limit in money.
          set({ priceBy, bands: form.bands.map((band) => ({ ...band, upTo: "" })).slice(0, 1) });
        }}
      >
        {PRICE_BY.map((priceBy) => (
          <option key={priceBy} value={priceBy}>
            {t(`priceBy.${priceBy}`)}
          </option>
        ))}
      </SelectField>
      <BandsFields form={form} wrong={wrong} onChange={(bands) => set({ bands })} />
      <fieldset className="grid">
        <legend className="pb-1 text-sm font-medium">{t("methodDialog.zones")}</legend>
        {shipping.zones.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={form.zoneIds.includes(id)}
            onChange={(event) =>
              set({
                zoneIds: event.target.checked ? [...form.zoneIds, id] : form.zoneIds.filter((each) => each !== id),
              })
            }
          />
        ))}
        {wrong.has("zoneIds") ? <p className="text-sm text-bad">{t("methodDialog.zonesMissing")}</p> : null}
      </fieldset>
      <Checkbox
        label={t("methodDialog.active")}
        checked={form.active}
        onChange={(event) => set({ active: event.target.checked })}
      />
    </FormDialog>
  );
}
