"use client";

import type { CountryName } from "@cartwright/contracts/place";
import type { AdminZone } from "@cartwright/contracts/shipping";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { fieldsOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { PlacesChoice, type ChosenPlace } from "./places-choice.tsx";
import type { ShippingDialogProps } from "./dialogs.ts";
import { useRefusal } from "../shell/use-refusal.ts";

interface ZoneDialogProps extends ShippingDialogProps {
  /** Null to add one. */
  zone: AdminZone | null;
  countries: readonly CountryName[];
}

/** Adds or changes a zone. */
export function ZoneDialog({ zone, countries, shipping, onClose, onSaved, onRefused }: ZoneDialogProps) {
  const t = useTranslations("adminShipping");
  const refusal = useRefusal();
  const [name, setName] = useState(zone?.name ?? "");
  const [rest, setRest] = useState(zone?.rest ?? false);
  const [places, setPlaces] = useState<readonly ChosenPlace[]>(zone?.places ?? []);
  const [submitted, setSubmitted] = useState(false);
  const outcome = {
    onSuccess(saved: typeof shipping) {
      toast(t("zoneDialog.saved"));
      onSaved(saved);
    },
    onError: onRefused,
  };
  const create = api.admin.shipping.createZone.useMutation(outcome);
  const save = api.admin.shipping.saveZone.useMutation(outcome);
  const error = create.error ?? save.error;
  const fields = fieldsOf(error);
  const others = shipping.zones.filter(({ id }) => id !== zone?.id);
  const otherRest = others.find((each) => each.rest);
  const nameMissing = name.trim() === "";
  const placesMissing = !rest && places.length === 0;
  return (
    <FormDialog
      title={t(zone ? "zoneDialog.editTitle" : "zoneDialog.addTitle")}
      confirm={t("zoneDialog.save")}
      busy={create.isPending || save.isPending}
      refusal={refusal(error)}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (nameMissing || placesMissing) return;
        const input = {
          name,
          rest,
          places: rest ? [] : places.map(({ country, region }) => ({ country, region })),
        };
        if (zone) save.mutate({ ...input, zoneId: zone.id, version: zone.version });
        else create.mutate(input);
      }}
    >
      <TextField
        label={t("zoneDialog.name")}
        hint={t("zoneDialog.nameHint")}
        maxLength={80}
        autoComplete="off"
        value={name}
        error={submitted && nameMissing ? t("zoneDialog.nameMissing") : fields["name"]}
        onChange={(event) => setName(event.target.value)}
      />
      <Checkbox
        label={t("zoneDialog.rest")}
        checked={rest}
        disabled={!rest && otherRest !== undefined}
        error={otherRest && rest ? t("zoneDialog.restTaken", { zone: otherRest.name }) : undefined}
        onChange={(event) => setRest(event.target.checked)}
      />
      {rest ? null : (
        <PlacesChoice
          places={places}
          others={others}
          countries={countries}
          withRegions={shipping.withRegions}
          error={submitted && placesMissing ? t("zoneDialog.choose") : undefined}
          onChange={setPlaces}
        />
      )}
    </FormDialog>
  );
}
