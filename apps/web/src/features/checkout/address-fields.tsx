"use client";

import type { Address } from "@cartwright/contracts/checkout";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { CheckoutSection } from "./checkout-section.tsx";
import { COUNTRIES, WITH_REGION } from "./countries.ts";
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
  const known = shopper?.address;
  const field = (name: keyof Address) => ({
    name: `shippingAddress.${name}`,
    error: errors[`shippingAddress.${name}`],
    defaultValue: known?.[name] ?? "",
    maxLength: name === "postalCode" ? 20 : 120,
  });
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
          hint="For the confirmation and the way to your order."
        />
      </CheckoutSection>
      <CheckoutSection number={2} title="Address">
        <div className="grid gap-4 sm:grid-cols-6">
          <TextField label="Full name" autoComplete="name" className="sm:col-span-6" {...field("name")} />
          <TextField
            label="Street and number"
            autoComplete="address-line1"
            className="sm:col-span-6"
            {...field("line1")}
          />
          <TextField
            label="Apartment, floor, company"
            optional
            autoComplete="address-line2"
            className="sm:col-span-6"
            {...field("line2")}
          />
          <TextField
            label="Postal code"
            autoComplete="postal-code"
            className="sm:col-span-2"
            {...field("postalCode")}
          />
          <TextField label="City" autoComplete="address-level2" className="sm:col-span-4" {...field("city")} />
          <SelectField
            label="Country"
            name="shippingAddress.country"
            autoComplete="country"
            className="sm:col-span-3"
            value={destination.country}
            onChange={(event) => onDestination({ country: event.target.value })}
            error={errors["shippingAddress.country"]}
          >
            {COUNTRIES.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
          {WITH_REGION.has(destination.country) ? (
            <TextField
              label="State or province"
              optional
              autoComplete="address-level1"
              className="sm:col-span-3"
              {...field("region")}
              onBlur={(event) => {
                const region = event.target.value.trim();
                onDestination({ country: destination.country, ...(region === "" ? {} : { region }) });
              }}
            />
          ) : null}
        </div>
      </CheckoutSection>
    </>
  );
}
