"use client";

import type { Facets } from "@cartwright/contracts/catalog";
import { decimalOfMinor, formatMoney, parseMinor, SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { Button } from "@cartwright/ui/button";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Input } from "@cartwright/ui/field";
import type { ReactNode, SubmitEvent } from "react";
import { countFilters, type ProductFilters, toggleOption } from "./product-filters.ts";

interface FilterPanelProps {
  facets: Facets;
  filters: ProductFilters;
  /** Categories are a filter on the search page only; elsewhere the page is the category. */
  withCategories: boolean;
  onChange: (filters: ProductFilters) => void;
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="border-t border-line pt-4">
      <legend className="float-left mb-2 w-full text-sm font-medium">{title}</legend>
      <div className="clear-both grid">{children}</div>
    </fieldset>
  );
}

/** Values of an option that stand in the list without a match keep their place while they are chosen. */
function valuesOf(facet: Facets["options"][number], chosen: readonly string[]) {
  const missing = chosen.filter((value) => !facet.values.some((each) => each.value === value));
  return [...facet.values, ...missing.map((value) => ({ value, count: 0 }))];
}

export function FilterPanel({ facets, filters, withCategories, onChange }: FilterPanelProps) {
  const active = countFilters(filters) + (withCategories && filters.category ? 1 : 0);
  return (
    <div className="grid gap-6">
      {withCategories && facets.categories.length > 0 ? (
        <Group title="Category">
          {facets.categories.map(({ slug, title, count }) => (
            <Checkbox
              key={slug}
              label={title}
              aside={count}
              checked={filters.category === slug}
              onChange={() => {
                const { category, ...rest } = filters;
                onChange(category === slug ? rest : { ...rest, category: slug });
              }}
            />
          ))}
        </Group>
      ) : null}
      <Group title="Availability">
        <Checkbox
          label="In stock only"
          aside={facets.inStock}
          checked={filters.inStock === true}
          onChange={() => {
            const { inStock, ...rest } = filters;
            onChange(inStock ? rest : { ...rest, inStock: true });
          }}
        />
      </Group>
      <PriceFilter facets={facets} filters={filters} onChange={onChange} />
      {facets.options.map((facet) => (
        <Group key={facet.name} title={facet.name}>
          {valuesOf(facet, filters.options?.[facet.name] ?? []).map(({ value, count }) => (
            <Checkbox
              key={value}
              label={value}
              aside={count}
              checked={filters.options?.[facet.name]?.includes(value) ?? false}
              onChange={() => onChange(toggleOption(filters, facet.name, value))}
            />
          ))}
        </Group>
      ))}
      {active > 0 ? (
        <Button
          variant="secondary"
          size="sm"
          onClick={() =>
            onChange({
              ...(filters.query ? { query: filters.query } : {}),
              ...(filters.sort ? { sort: filters.sort } : {}),
              ...(filters.category && !withCategories ? { category: filters.category } : {}),
            })
          }
        >
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}

function PriceFilter({ facets, filters, onChange }: Omit<FilterPanelProps, "withCategories">) {
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
    <Group title="Price">
      {/* New filters make new fields, so that what stands in them is what is filtered by. */}
      <form
        key={`${filters.priceMin ?? ""}-${filters.priceMax ?? ""}`}
        onSubmit={submit}
        className="grid grid-cols-[1fr_1fr_auto] items-center gap-2"
      >
        <Input
          name="min"
          inputMode="decimal"
          aria-label="Lowest price"
          placeholder={hint(facets.priceMinMinor)}
          defaultValue={shown(filters.priceMin)}
          className="figures text-sm"
        />
        <Input
          name="max"
          inputMode="decimal"
          aria-label="Highest price"
          placeholder={hint(facets.priceMaxMinor)}
          defaultValue={shown(filters.priceMax)}
          className="figures text-sm"
        />
        <Button type="submit" variant="secondary" size="sm" className="min-h-11">
          Set
        </Button>
      </form>
    </Group>
  );
}
