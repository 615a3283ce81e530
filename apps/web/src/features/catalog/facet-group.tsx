"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { type ReactNode, useState } from "react";

/** Values shown before "Show more". */
const SHOWN_MAX = 7;

/** A titled group of filters. */
export function FilterGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="border-t border-line pt-4">
      <legend className="float-left mb-2 w-full text-sm font-medium">{title}</legend>
      <div className="clear-both grid">{children}</div>
    </fieldset>
  );
}

interface FacetValue {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly checked: boolean;
}

interface FacetGroupProps {
  title: string;
  values: readonly FacetValue[];
  onToggle: (key: string) => void;
}

/** A group of checkboxes, each with a count. A long group is cut, but selected values always show. */
export function FacetGroup({ title, values, onToggle }: FacetGroupProps) {
  const t = useTranslations("productList");
  const [all, setAll] = useState(false);
  const shown = all ? values : values.filter((value, index) => index < SHOWN_MAX || value.checked);
  const hidden = values.length - shown.length;
  return (
    <FilterGroup title={title}>
      {shown.map(({ key, label, count, checked }) => (
        <Checkbox key={key} label={label} aside={count} checked={checked} onChange={() => onToggle(key)} />
      ))}
      {hidden > 0 || all ? (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="min-h-9 w-fit text-left text-sm text-muted underline-offset-4 hover:text-ink hover:underline"
        >
          {all ? t("filters.showFewer") : t("filters.showMore", { count: hidden })}
          <span className="sr-only"> {t("filters.group", { name: title })}</span>
        </button>
      ) : null}
    </FilterGroup>
  );
}
