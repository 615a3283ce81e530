"use client";

import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import type { AddressForm } from "@cartwright/contracts/address-form";
import type { CountryName } from "@cartwright/contracts/place";
import { SelectField } from "@cartwright/ui/select";
import { AddressInputs } from "./address-inputs.tsx";
import { CheckoutSection } from "./checkout-section.tsx";
import type { FormErrors } from "./read-form.ts";

/** What the shopper does not have to enter again. */
export type Prefill = Pick<CheckoutDraft, "email" | "shippingAddress">;

/** What the price depends on. */
export interface Destination {
  readonly country: string;
  readonly region?: string;
  readonly postalCode?: string;
}

const filled = ({ country, ...place }: Destination): Destination => {
  return { country, ...Object.fromEntries(Object.entries(place).filter(([, text]) => text !== "")) };
};

interface AddressFieldsProps {
  prefill: Prefill;
  errors: FormErrors;
  countries: readonly CountryName[];
  /** The form of the destination's country, or of the one before while it loads. */
  form: AddressForm;
  isError: boolean;
  /** Whether anything ships. If not, only the place is asked that the tax depends on. */
  ships: boolean;
  /** Whether the tax depends on the region. */
  asksRegion: boolean;
  destination: Destination;
  onDestination: (destination: Destination) => void;
  onEmail: (email: string) => void;
}

/** Contact and delivery address. The inputs are uncontrolled; the form is read when it is submitted. */
export function AddressFields({ ships, asksRegion, onEmail, ...address }: AddressFieldsProps) {
  const { prefill, errors, destination, onDestination, ...fields } = address;
  const t = useTranslations("checkout");
  return (
    <>
      <CheckoutSection number={1} title={t("contact")}>
        <TextField
          label={t("email")}
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          maxLength={254}
          defaultValue={prefill.email ?? ""}
          error={errors["email"]}
          onBlur={(event) => onEmail(event.currentTarget.value.trim())}
          hint={ships ? t("emailHint") : t("emailHintDigital")}
        />
        {ships ? null : <BillingPlace {...fields} {...{ errors, destination, onDestination, asksRegion }} />}
      </CheckoutSection>
      {ships ? (
        <CheckoutSection number={2} title={t("addressTitle")}>
          <AddressInputs
            prefix="shippingAddress"
            known={prefill.shippingAddress ?? null}
            errors={errors}
            {...fields}
            country={destination.country}
            onCountry={(country) => onDestination({ country })}
            onPlace={(place) => onDestination(filled({ ...destination, ...place }))}
          />
        </CheckoutSection>
      ) : null}
    </>
  );
}

type BillingPlaceProps = Pick<
  AddressFieldsProps,
  "errors" | "countries" | "form" | "asksRegion" | "destination" | "onDestination"
>;

/** Where an order is taxed that does not ship: the country, and the region where the tax depends on it. */
function BillingPlace({ errors, countries, form, asksRegion, destination, onDestination }: BillingPlaceProps) {
  const t = useTranslations("checkout");
  const { country, region = "" } = destination;
  return (
    <>
      <SelectField
        label={t("billingCountry")}
        name="billingAddress.country"
        autoComplete="billing country"
        value={country}
        onChange={(event) => onDestination({ country: event.target.value })}
        error={errors["billingAddress.country"]}
        hint={t("billingCountryHint")}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {asksRegion && form.country === country && form.regions.length > 0 ? (
        <SelectField
          label={form.fields.find(({ name }) => name === "region")?.label ?? ""}
          name="billingAddress.region"
          autoComplete="billing address-level1"
          value={region}
          onChange={(event) => onDestination(filled({ country, region: event.target.value }))}
          error={errors["billingAddress.region"]}
        >
          <option value="">{t("chooseRegion")}</option>
          {form.regions.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
    </>
  );
}
