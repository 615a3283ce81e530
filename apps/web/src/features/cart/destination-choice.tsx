"use client";

import type { Destination } from "@cartwright/contracts/checkout";
import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { SelectField } from "@cartwright/ui/select";
import { type SubmitEvent, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

interface DestinationChoiceProps {
  destination: Destination;
  countries: readonly CountryName[];
  onChosen: (destination: Destination) => void;
}

/** Where the order goes, with a form to change it. It is kept with the cart, and the checkout starts there. */
export function DestinationChoice({ destination, countries, onChosen }: DestinationChoiceProps) {
  const t = useTranslations("cart");
  const [open, setOpen] = useState(false);
  return (
    <div className="grid gap-4">
      <p>
        {t("shippingTo", { country: destination.name })}{" "}
        <Button variant="quiet" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("change")}
        </Button>
      </p>
      {open ? (
        <DestinationForm
          destination={destination}
          countries={countries}
          onChosen={(chosen) => {
            setOpen(false);
            onChosen(chosen);
          }}
        />
      ) : null}
    </div>
  );
}

function DestinationForm({ destination, countries, onChosen }: DestinationChoiceProps) {
  const t = useTranslations("cart");
  const address = useTranslations("address");
  const errorMessage = useErrorMessage();
  const [country, setCountry] = useState(destination.country);
  const utils = api.useUtils();
  const choose = api.checkout.chooseDestination.useMutation();
  const { data: form } = api.shop.addressForm.useQuery({ country }, { staleTime: Infinity });
  const { data: offer } = api.shop.delivery.useQuery({ country }, { staleTime: Infinity });
  // Only where the tax depends on it.
  const regionField = offer?.basis === null ? form?.fields.find(({ name }) => name === "region") : undefined;

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).get("region");
    const region = typeof chosen === "string" && chosen !== "" ? chosen : null;
    try {
      await choose.mutateAsync({ country, ...(region === null ? {} : { region }) });
      const name = countries.find(({ code }) => code === country)?.name ?? country;
      utils.checkout.destination.setData(undefined, { country, region, name });
      onChosen({ country, region, name });
    } catch {
      // The mutation holds the error for the form.
    }
  }

  return (
    <form method="post" className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <SelectField
        label={address("country")}
        name="country"
        value={country}
        onChange={(event) => setCountry(event.target.value)}
        error={choose.error ? errorMessage(choose.error) : undefined}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {regionField && form ? (
        <SelectField
          key={country}
          label={regionField.label}
          name="region"
          required
          defaultValue={country === destination.country ? (destination.region ?? "") : ""}
        >
          <option value="">{address("chooseRegion")}</option>
          {form.regions.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
      <Button type="submit" variant="secondary" size="sm" disabled={choose.isPending} className="justify-self-start">
        {t("saveDestination")}
      </Button>
    </form>
  );
}
