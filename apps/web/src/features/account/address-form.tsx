"use client";

import type { SavedAddress } from "@cartwright/contracts/accounts";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SelectField } from "@cartwright/ui/select";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import type { z } from "zod";
import { COUNTRIES, WITH_REGION } from "../checkout/countries.ts";
import { api } from "../../trpc/react.tsx";
import { textIn, useForm } from "./use-form.ts";

type Saved = z.infer<typeof SavedAddress>;

const SENTENCES = {
  "address.name": "Enter the name for the parcel.",
  "address.line1": "Enter street and house number.",
  "address.city": "Enter the town or city.",
  "address.postalCode": "Enter the postal code.",
  "address.country": "Choose a country.",
};
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
  /** Where people live unless they say otherwise. */
  homeCountry: string;
  onSaved: (all: Saved[]) => void;
}

/** One address of the book: a new one, or `saved` to change. */
export function AddressForm({ saved, homeCountry, onSaved }: AddressFormProps) {
  const save = api.account.addresses.save.useMutation();
  const [country, setCountry] = useState<string>(saved?.address.country ?? homeCountry);
  const form = useForm({
    sentences: SENTENCES,
    read: (data) => readAddress(data, saved?.id),
    async send(input) {
      onSaved(await save.mutateAsync(input));
    },
  });
  const field = (name: keyof Saved["address"]) => ({
    name: `address.${name}`,
    error: form.errors[`address.${name}`],
    defaultValue: saved?.address[name] ?? "",
    maxLength: name === "postalCode" ? 20 : 120,
  });
  return (
    <form {...form.props} className="grid gap-4 sm:grid-cols-6" aria-label="Address">
      {form.failure === null ? null : (
        <Notice tone="bad" urgent className="sm:col-span-6">
          {form.failure}
        </Notice>
      )}
      <TextField label="Full name" autoComplete="name" className="sm:col-span-6" {...field("name")} />
      <TextField label="Street and number" autoComplete="address-line1" className="sm:col-span-6" {...field("line1")} />
      <TextField
        label="Apartment, floor, company"
        optional
        autoComplete="address-line2"
        className="sm:col-span-6"
        {...field("line2")}
      />
      <TextField label="Postal code" autoComplete="postal-code" className="sm:col-span-2" {...field("postalCode")} />
      <TextField label="City" autoComplete="address-level2" className="sm:col-span-4" {...field("city")} />
      <SelectField
        label="Country"
        name="address.country"
        autoComplete="country"
        className="sm:col-span-6"
        value={country}
        onChange={(event) => setCountry(event.target.value)}
        error={form.errors["address.country"]}
      >
        {COUNTRIES.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {WITH_REGION.has(country) ? (
        <TextField
          label="State or province"
          optional
          autoComplete="address-level1"
          className="sm:col-span-6"
          {...field("region")}
        />
      ) : null}
      <Checkbox
        name="isDefault"
        label="Use this one first"
        defaultChecked={saved?.isDefault ?? false}
        className="sm:col-span-6"
      />
      <SubmitButton busy={form.busy} className="sm:col-span-6 sm:justify-self-start">
        Save address
      </SubmitButton>
    </form>
  );
}
