"use client";

import type { SavedAddress } from "@cartwright/contracts/accounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import type { z } from "zod";
import type { AddressForm as CountryForm } from "@cartwright/contracts/address-form";
import type { CountryName } from "@cartwright/contracts/place";
import { AddressInputs } from "../checkout/address-inputs.tsx";
import { addressErrors, readAddress, reader } from "../checkout/read-form.ts";
import { useAddressForm } from "../checkout/use-address-form.ts";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { useForm } from "./use-form.ts";

type Saved = z.infer<typeof SavedAddress>;

const PREFIX = "address.";

interface AddressFormProps {
  saved: Saved | null;
  countries: readonly CountryName[];
  /** The form of the country that is preselected for a new address. */
  homeForm: CountryForm;
  onSaved: (all: Saved[]) => void;
}

/** A new address, or `saved` to edit. */
export function AddressForm({ saved, countries, homeForm, onSaved }: AddressFormProps) {
  const t = useTranslations("account");
  const address = useTranslations("address");
  const save = api.account.addresses.save.useMutation();
  const [country, setCountry] = useState<string>(saved?.address.country ?? homeForm.country);
  const fields = useAddressForm(country, homeForm);
  const form = useForm({
    messages: { "address.country": address("missingCountry") },
    check: (data) => (fields.rules ? addressErrors(fields.rules, readAddress(reader(data), PREFIX), PREFIX) : {}),
    read: (data) => ({
      ...(saved ? { id: saved.id } : {}),
      isDefault: data.get("isDefault") !== null,
      address: readAddress(reader(data), PREFIX),
    }),
    async send(input) {
      onSaved(await save.mutateAsync(input));
    },
  });
  return (
    <form {...form.props} className="grid gap-4" aria-label={t("addresses.form")}>
      <FormNotice failure={form.failure} />
      <AddressInputs
        prefix="address"
        known={saved?.address ?? null}
        errors={form.errors}
        countries={countries}
        form={fields.form}
        isError={fields.isError}
        country={country}
        onCountry={setCountry}
      />
      <Checkbox name="isDefault" label={t("addresses.makeDefault")} defaultChecked={saved?.isDefault ?? false} />
      <SubmitButton busy={form.busy} className="sm:justify-self-start">
        {t("addresses.save")}
      </SubmitButton>
    </form>
  );
}
