"use client";

import type { CountryName } from "@cartwright/contracts/place";
import type { AdminZone } from "@cartwright/contracts/shipping";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { useId, useState } from "react";
import { api } from "../../../trpc/react.tsx";

export interface ChosenPlace {
  readonly country: string;
  /** Empty for the whole country. */
  readonly region: string;
}

interface PlacesChoiceProps {
  places: readonly ChosenPlace[];
  /** The other zones: what they have cannot be chosen. */
  others: readonly AdminZone[];
  countries: readonly CountryName[];
  withRegions: readonly string[];
  error: string | undefined;
  onChange: (places: readonly ChosenPlace[]) => void;
}

const isSame = (one: ChosenPlace, other: ChosenPlace) => one.country === other.country && one.region === other.region;
const zoneWith = (zones: readonly AdminZone[], wanted: ChosenPlace) =>
  zones.find(({ places }) => places.some((place) => isSame(place, wanted)))?.name;

/** Chooses whole countries, or regions of them. What another zone has is shown with its name. */
export function PlacesChoice({ places, others, countries, withRegions, error, onChange }: PlacesChoiceProps) {
  const t = useTranslations("adminShipping");
  const errorId = useId();
  const [wanted, setWanted] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const count = new Set(places.map(({ country }) => country)).size;
  const text = wanted.trim().toLowerCase();
  const shown = countries.filter(({ code, name }) => name.toLowerCase().includes(text) || code.toLowerCase() === text);
  const toggle = (place: ChosenPlace, isOn: boolean) => {
    // A whole country includes its regions.
    const kept = places.filter(
      (each) => !isSame(each, place) && (each.country !== place.country || (place.region !== "" && each.region !== "")),
    );
    onChange(isOn ? [...kept, place] : places.filter((each) => !isSame(each, place)));
  };
  return (
    <fieldset className="grid gap-2" aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="flex gap-2 pb-1.5 text-sm font-medium">
        {t("zoneDialog.countries")} <span className="font-normal text-muted">{t("zoneDialog.chosen", { count })}</span>
      </legend>
      <TextField
        label={t("zoneDialog.filter")}
        type="search"
        autoComplete="off"
        maxLength={60}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={(event) => {
          // It filters as it is typed. The form is not sent from here.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {error === undefined ? null : (
        <p id={errorId} className="text-sm text-bad">
          {error}
        </p>
      )}
      {shown.length === 0 ? <p className="text-sm text-muted">{t("zoneDialog.noMatch")}</p> : null}
      <ul className="grid max-h-64 overflow-y-auto rounded-md border border-line px-3 py-1">
        {shown.map(({ code: country, name }) => {
          const taken = zoneWith(others, { country, region: "" });
          const whole = places.some((place) => isSame(place, { country, region: "" }));
          const regions = places.filter((place) => place.country === country && place.region !== "").length;
          return (
            <li key={country} className="grid">
              <span className="flex items-center gap-2">
                <Checkbox
                  className="min-w-0 grow"
                  label={name}
                  aside={
                    taken === undefined
                      ? regions > 0
                        ? t("zoneDialog.onlyRegions", { count: regions })
                        : undefined
                      : t("zoneDialog.inZone", { zone: taken })
                  }
                  checked={whole}
                  disabled={taken !== undefined && !whole}
                  onChange={(event) => toggle({ country, region: "" }, event.target.checked)}
                />
                {withRegions.includes(country) ? (
                  <Button
                    size="sm"
                    variant="quiet"
                    aria-expanded={open === country}
                    aria-label={t("zoneDialog.regionsOf", { country: name })}
                    onClick={() => setOpen(open === country ? null : country)}
                  >
                    {t("zoneDialog.regions")}
                  </Button>
                ) : null}
              </span>
              {open === country ? (
                <Regions country={country} places={places} others={others} onToggle={toggle} />
              ) : null}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface RegionsProps {
  country: string;
  places: readonly ChosenPlace[];
  others: readonly AdminZone[];
  onToggle: (place: ChosenPlace, isOn: boolean) => void;
}

function Regions({ country, places, others, onToggle }: RegionsProps) {
  const t = useTranslations("adminShipping");
  const form = api.shop.addressForm.useQuery({ country }, { staleTime: Infinity });
  if (!form.data) return <p className="pb-2 pl-7 text-sm text-muted">{t("zoneDialog.loadingRegions")}</p>;
  return (
    <ul className="grid pb-2 pl-7 sm:grid-cols-2">
      {form.data.regions.map(({ code: region, name }) => {
        const place = { country, region };
        const taken = zoneWith(others, place);
        return (
          <li key={region}>
            <Checkbox
              label={name}
              aside={taken === undefined ? undefined : t("zoneDialog.inZone", { zone: taken })}
              checked={places.some((each) => isSame(each, place))}
              disabled={taken !== undefined}
              onChange={(event) => onToggle(place, event.target.checked)}
            />
          </li>
        );
      })}
    </ul>
  );
}
