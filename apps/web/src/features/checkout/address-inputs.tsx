import type { AddressForm } from "@cartwright/contracts/address-form";
import type { AddressField } from "@cartwright/contracts/address-rules";
import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SelectField } from "@cartwright/ui/select";
import { fieldSpan } from "./field-span.ts";

interface AddressInputsProps {
  /** The prefix of the fields' names. */
  prefix: "address" | "shippingAddress";
  known: Readonly<Partial<Record<AddressField | "country", string | undefined>>> | null;
  /** By the fields' names. */
  errors: Readonly<Record<string, string>>;
  countries: readonly CountryName[];
  country: string;
  /** The form of the country, or of the one before while it loads. */
  form: AddressForm;
  /** Whether it could not be loaded. */
  isError: boolean;
  onCountry: (country: string) => void;
  /** Called when a field that decides about tax has been filled in. */
  onPlace?: (place: { readonly region?: string; readonly postalCode?: string }) => void;
}

const AUTO_COMPLETE: Readonly<Record<AddressField, string>> = {
  name: "name",
  line1: "address-line1",
  line2: "address-line2",
  city: "address-level2",
  region: "address-level1",
  postalCode: "postal-code",
};

/** The region that is known, if it is one of this country: CA is California in the United States and Cádiz in Spain. */
function regionOf(known: AddressInputsProps["known"], { country, regions }: AddressForm): string {
  const isOwn = known?.country === country && regions.some(({ code }) => code === known.region);
  return isOwn ? (known.region ?? "") : "";
}

/** The fields of an address, in the order of its country. All but the country are uncontrolled. */
export function AddressInputs(props: AddressInputsProps) {
  const { prefix, known, errors, countries, country, form, isError, onCountry, onPlace } = props;
  const t = useTranslations("address");
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <SelectField
        label={t("country")}
        name={`${prefix}.country`}
        autoComplete="country"
        className="sm:col-span-6"
        value={country}
        onChange={(event) => onCountry(event.target.value)}
        error={errors[`${prefix}.country`]}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {isError ? (
        <Notice tone="bad" urgent className="sm:col-span-6">
          {t("failed")}
        </Notice>
      ) : null}
      {form.fields.map(({ name, label, required }, index) => {
        const field = {
          label,
          name: `${prefix}.${name}`,
          autoComplete: AUTO_COMPLETE[name],
          error: errors[`${prefix}.${name}`],
          className: fieldSpan(form.fields, index),
        };
        if (name === "region" && form.regions.length > 0)
          return (
            <SelectField
              key={`region ${form.country}`}
              {...field}
              optional={!required}
              defaultValue={regionOf(known, form)}
              onChange={(event) => onPlace?.({ region: event.target.value })}
            >
              <option value="">{t("chooseRegion")}</option>
              {form.regions.map((region) => (
                <option key={region.code} value={region.code}>
                  {region.name}
                </option>
              ))}
            </SelectField>
          );
        return (
          <TextField
            key={name}
            {...field}
            optional={!required}
            maxLength={name === "postalCode" ? 20 : 120}
            defaultValue={known?.[name] ?? ""}
            {...(name === "region" || name === "postalCode"
              ? { onBlur: (event) => onPlace?.({ [name]: event.target.value.trim() }) }
              : {})}
          />
        );
      })}
    </div>
  );
}
