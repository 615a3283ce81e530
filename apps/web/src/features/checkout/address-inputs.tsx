import type { Address } from "@cartwright/contracts/checkout";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { COUNTRIES, WITH_REGION } from "./countries.ts";

interface AddressInputsProps {
  /** What the fields' names begin with; the rest is the address's own. */
  prefix: "address" | "shippingAddress";
  known: Address | null;
  /** By the fields' names. */
  errors: Readonly<Record<string, string>>;
  country: string;
  onCountry: (country: string) => void;
  /** When somebody has left the field. */
  onRegion?: (region: string) => void;
}

/** The fields of an address, in a grid of six columns. The browser keeps what is typed, but for the country. */
export function AddressInputs({ prefix, known, errors, country, onCountry, onRegion }: AddressInputsProps) {
  const field = (name: keyof Address) => ({
    name: `${prefix}.${name}`,
    error: errors[`${prefix}.${name}`],
    defaultValue: known?.[name] ?? "",
    maxLength: name === "postalCode" ? 20 : 120,
  });
  return (
    <div className="grid gap-4 sm:grid-cols-6">
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
        name={`${prefix}.country`}
        autoComplete="country"
        className="sm:col-span-3"
        value={country}
        onChange={(event) => onCountry(event.target.value)}
        error={errors[`${prefix}.country`]}
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
          className="sm:col-span-3"
          {...field("region")}
          onBlur={(event) => onRegion?.(event.target.value.trim())}
        />
      ) : null}
    </div>
  );
}
