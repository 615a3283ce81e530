"use client";

import type { Address } from "@cartwright/contracts/checkout";
import { TextField } from "@cartwright/ui/field";
import { AddressInputs } from "./address-inputs.tsx";
import { CheckoutSection } from "./checkout-section.tsx";
import type { FormErrors } from "./read-form.ts";

/** What is known of somebody who is logged in. */
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

/** Who and where. The browser keeps what is typed; the form is read when it is sent. */
export function AddressFields({ shopper, errors, destination, onDestination }: AddressFieldsProps) {
  return (
    <>
      <CheckoutSection number={1} title="Contact">
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          maxLength={254}
          defaultValue={shopper?.email ?? ""}
          error={errors["email"]}
          hint="For the confirmation and a link to your order."
        />
      </CheckoutSection>
      <CheckoutSection number={2} title="Address">
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
