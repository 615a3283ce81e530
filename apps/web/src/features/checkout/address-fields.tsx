"use client";

import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import type { AddressForm } from "@cartwright/contracts/address-form";
import type { CountryName } from "@cartwright/contracts/place";
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
  destination: Destination;
  onDestination: (destination: Destination) => void;
}

/** Contact and delivery address. The inputs are uncontrolled; the form is read when it is submitted. */
export function AddressFields({ prefill, errors, destination, onDestination, ...fields }: AddressFieldsProps) {
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
          hint={t("emailHint")}
        />
      </CheckoutSection>
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
    </>
  );
}
