"use client";

import { decimalOfMinor, formatMoney, parseMinor, SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import type { Facets } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Input } from "@cartwright/ui/field";
import type { SubmitEvent } from "react";
import { FacetGroup, FilterGroup } from "./facet-group.tsx";
import { countFilters, type ProductFilters, toggleOption } from "./product-filters.ts";

interface FilterPanelProps {
  facets: Facets;
  filters: ProductFilters;
  /** Categories are a filter on the search page only; elsewhere the page is the category. */
  withCategories: boolean;
  onChange: (filters: ProductFilters) => void;
}

/** Options to filter by. A mixed list has many, and the rare ones are of no use. */
const OPTIONS_MAX = 5;

type OptionFacet = Facets["options"][number];

/** The options that most products have, and those in use. */
function usefulOptions(facets: Facets, filters: ProductFilters): OptionFacet[] {
  const weight = (option: OptionFacet) => option.values.reduce((sum, value) => sum + value.count, 0);
  const ranked = facets.options.toSorted((a, b) => weight(b) - weight(a));
  const inUse = (option: OptionFacet) => filters.options?.[option.name] !== undefined;
  return [...ranked.filter(inUse), ...ranked.filter((option) => !inUse(option)).slice(0, OPTIONS_MAX)];
}

/** Selected values that no longer match anything are kept, so that they can be deselected. */
function valuesOf(option: OptionFacet, chosen: readonly string[]) {
  const missing = chosen.filter((value) => !option.values.some((each) => each.value === value));
  return [...option.values, ...missing.map((value) => ({ value, count: 0 }))].map(({ value, count }) => {
    return { key: value, label: value, count, checked: chosen.includes(value) };
  });
}

export function FilterPanel({ facets, filters, withCategories, onChange }: FilterPanelProps) {
  const t = useTranslations("productList");
  const active = countFilters(filters) + (withCategories && filters.category ? 1 : 0);
  const { category, inStock, ...others } = filters;
  return (
    <div className="grid gap-6">
      {withCategories && facets.categories.length > 0 ? (
        <FacetGroup
          title={t("filters.category")}
          values={facets.categories
            .toSorted((a, b) => b.count - a.count)
            .map(({ slug, title, count }) => ({ key: slug, label: title, count, checked: slug === category }))}
          onToggle={(slug) =>
            onChange({
              ...others,
              ...(inStock ? { inStock } : {}),
              ...(slug === category ? {} : { category: slug }),
            })
          }
        />
      ) : null}
      <FilterGroup title={t("filters.availability")}>
        <Checkbox
          label={t("filters.inStock")}
          aside={facets.inStock}
          checked={inStock === true}
          onChange={() =>
            onChange({ ...others, ...(category ? { category } : {}), ...(inStock ? {} : { inStock: true }) })
          }
        />
      </FilterGroup>
      <PriceFilter facets={facets} filters={filters} onChange={onChange} />
      {usefulOptions(facets, filters).map((option) => (
        <FacetGroup
          key={option.name}
          title={option.name}
          values={valuesOf(option, filters.options?.[option.name] ?? [])}
          onToggle={(value) => onChange(toggleOption(filters, option.name, value))}
        />
      ))}
      {active > 0 ? (
        <Button
          variant="secondary"
          size="sm"
          onClick={() =>
            onChange({
              ...(filters.query ? { query: filters.query } : {}),
              ...(filters.sort ? { sort: filters.sort } : {}),
              ...(category && !withCategories ? { category } : {}),
            })
          }
        >
          {t("filters.clear")}
        </Button>
      ) : null}
    </div>
  );
}

function PriceFilter({ facets, filters, onChange }: Omit<FilterPanelProps, "withCategories">) {
  const t = useTranslations("productList");
  const shown = (minor: number | undefined) => (minor === undefined ? "" : decimalOfMinor(minor, SHOP_CURRENCY));
  const hint = (minor: number | null) => (minor === null ? "" : formatMoney(minor, SHOP_CURRENCY));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const priceIn = (name: string) => {
      const text = form.get(name);
      return typeof text === "string" ? parseMinor(text, SHOP_CURRENCY) : null;
    };
    const priceMin = priceIn("min");
    const priceMax = priceIn("max");
    const { priceMin: _min, priceMax: _max, ...rest } = filters;
    onChange({ ...rest, ...(priceMin === null ? {} : { priceMin }), ...(priceMax === null ? {} : { priceMax }) });
  };
  return (
    <FilterGroup title={t("filters.price")}>
      {/* New filters remount the form, so that its fields show the current filter. */}
      <form
        key={`${filters.priceMin ?? ""}-${filters.priceMax ?? ""}`}
        onSubmit={submit}
        className="grid grid-cols-[1fr_1fr_auto] items-center gap-2"
      >
        <Input
          name="min"
          inputMode="decimal"
          aria-label={t("filters.priceMin")}
          placeholder={hint(facets.priceMinMinor)}
          defaultValue={shown(filters.priceMin)}
          className="figures text-sm"
        />
        <Input
          name="max"
          inputMode="decimal"
          aria-label={t("filters.priceMax")}
          placeholder={hint(facets.priceMaxMinor)}
          defaultValue={shown(filters.priceMax)}
          className="figures text-sm"
        />
        <Button type="submit" variant="secondary" size="sm" className="min-h-11">
          {t("filters.applyPrice")}
        </Button>
      </form>
    </FilterGroup>
  );
}
