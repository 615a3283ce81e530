"use client";

import { SalesComparison, SalesRange } from "@cartwright/contracts/sales";
import { useTranslations } from "@cartwright/messages/use-translations";
import { SelectField } from "@cartwright/ui/select";
import { useState } from "react";
import { PeriodForm } from "../shell/period-form.tsx";
import type { DashboardSearch } from "./dashboard-search.ts";

const CUSTOM = "custom";

interface RangeBarProps {
  search: DashboardSearch;
  /** What is shown now, to begin choosing days with. */
  shown: { readonly from: string; readonly to: string };
  onChange: (search: DashboardSearch) => void;
}

/** Which days the figures are of, and which they are compared with. */
export function RangeBar({ search, shown, onChange }: RangeBarProps) {
  const t = useTranslations("adminDashboard");
  const [choosing, setChoosing] = useState(false);
  const isCustom = choosing || search.days !== null;
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:flex">
        <SelectField
          label={t("range.label")}
          className="sm:w-48"
          value={isCustom ? CUSTOM : search.range}
          onChange={({ target }) => {
            const range = SalesRange.safeParse(target.value).data;
            setChoosing(range === undefined);
            if (range !== undefined) onChange({ ...search, range, days: null });
          }}
        >
          {SalesRange.options.map((range) => (
            <option key={range} value={range}>
              {t(`range.${range}`)}
            </option>
          ))}
          <option value={CUSTOM}>{t("range.custom")}</option>
        </SelectField>
        <SelectField
          label={t("compare.label")}
          className="sm:w-56"
          value={search.compare}
          onChange={({ target }) => onChange({ ...search, compare: SalesComparison.parse(target.value) })}
        >
          {SalesComparison.options.map((compare) => (
            <option key={compare} value={compare}>
              {t(`compare.${compare}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {isCustom ? (
        <PeriodForm
          key={`${search.days?.from} ${search.days?.to}`}
          days={search.days ?? { from: shown.from, to: shown.to }}
          onChange={(days) => onChange({ ...search, days })}
        />
      ) : null}
    </div>
  );
}
