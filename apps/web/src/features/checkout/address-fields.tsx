"use client";

import type { Address } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { AddressInputs } from "./address-inputs.tsx";
import { CheckoutSection } from "./checkout-section.tsx";
import type { FormErrors } from "./read-form.ts";

/** What is known about a shopper who is logged in. */
export interface KnownShopper {
  readonly email: string;
  readonly address: Address | null;
}

/** What the price depends on. */
export interface Destination {
  readonly country: string;
  readonly region?: string;
}

interface AddressFieldsProps {
  shopper: KnownShopper | null;
  errors: FormErrors;
  destination: Destination;
  onDestination: (destination: Destination) => void;
}

/** Contact and delivery address. The inputs are uncontrolled; the form is read when it is submitted. */
export function AddressFields({ shopper, errors, destination, onDestination }: AddressFieldsProps) {
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
          defaultValue={shopper?.email ?? ""}
          error={errors["email"]}
          hint={t("emailHint")}
        />
      </CheckoutSection>
      <CheckoutSection number={2} title={t("addressTitle")}>
        <AddressInputs
          prefix="shippingAddress"
          known={shopper?.address ?? null}
          errors={errors}
          country={destination.country}
          onCountry={(country) => onDestination({ country })}
          onRegion={(region) => onDestination({ country: destination.country, ...(region === "" ? {} : { region }) })}
        />
      </CheckoutSection>
    </>
  );
}
