import type { Address } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { SelectField } from "@cartwright/ui/select";
import { COUNTRIES, WITH_REGION } from "./countries.ts";

interface AddressInputsProps {
  /** The prefix of the fields' names. */
  prefix: "address" | "shippingAddress";
  known: Readonly<Partial<Record<keyof Address, string | undefined>>> | null;
  /** By the fields' names. */
  errors: Readonly<Record<string, string>>;
  country: string;
  onCountry: (country: string) => void;
  /** Called when the field loses focus. */
  onRegion?: (region: string) => void;
}

/** The fields of an address. All but the country are uncontrolled. */
export function AddressInputs({ prefix, known, errors, country, onCountry, onRegion }: AddressInputsProps) {
  const t = useTranslations("address");
  const field = (name: keyof Address) => ({
    name: `${prefix}.${name}`,
    error: errors[`${prefix}.${name}`],
    defaultValue: known?.[name] ?? "",
    maxLength: name === "postalCode" ? 20 : 120,
  });
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <TextField label={t("name")} autoComplete="name" className="sm:col-span-6" {...field("name")} />
      <TextField label={t("line1")} autoComplete="address-line1" className="sm:col-span-6" {...field("line1")} />
      <TextField
        label={t("line2")}
        optional
        autoComplete="address-line2"
        className="sm:col-span-6"
        {...field("line2")}
      />
      <TextField
        label={t("postalCode")}
        autoComplete="postal-code"
        className="sm:col-span-2"
        {...field("postalCode")}
      />
      <TextField label={t("city")} autoComplete="address-level2" className="sm:col-span-4" {...field("city")} />
      <SelectField
        label={t("country")}
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
          label={t("region")}
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
