"use client";

import type { SavedAddress } from "@cartwright/contracts/accounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import type { z } from "zod";
import { AddressInputs } from "../checkout/address-inputs.tsx";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

type Saved = z.infer<typeof SavedAddress>;

const OPTIONAL = ["line2", "region"] as const;

function readAddress(form: FormData, id: string | undefined) {
  const field = (name: string) => textIn(form, `address.${name}`).trim();
  const more = Object.fromEntries(
    OPTIONAL.map((name) => [name, field(name)] as const).filter(([, text]) => text !== ""),
  );
  return {
    ...(id === undefined ? {} : { id }),
    isDefault: form.get("isDefault") !== null,
    address: {
      name: field("name"),
      line1: field("line1"),
      city: field("city"),
      postalCode: field("postalCode"),
      country: field("country"),
      ...more,
    },
  };
}

interface AddressFormProps {
  saved: Saved | null;
  /** Preselected for a new address. */
  homeCountry: string;
  onSaved: (all: Saved[]) => void;
}

/** A new address, or `saved` to edit. */
export function AddressForm({ saved, homeCountry, onSaved }: AddressFormProps) {
  const t = useTranslations("account");
  const address = useTranslations("address");
  const save = api.account.addresses.save.useMutation();
  const [country, setCountry] = useState<string>(saved?.address.country ?? homeCountry);
  const form = useForm({
    messages: {
      "address.name": address("invalid.name"),
      "address.line1": address("invalid.line1"),
      "address.city": address("invalid.city"),
      "address.postalCode": address("invalid.postalCode"),
      "address.country": address("invalid.country"),
    },
    read: (data) => readAddress(data, saved?.id),
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
