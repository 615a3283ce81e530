"use client";

import { type DayPeriod, FIRST_DAY, LAST_DAY, PERIOD_DAYS_MAX } from "@cartwright/contracts/day-period";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { useState } from "react";
import { type DaysErrors, findDaysErrors } from "./read-days.ts";

interface PeriodFormProps {
  /** The days to begin with. Give the form a `key` of them, so that it starts anew when they change. */
  days: DayPeriod | null;
  onChange: (days: DayPeriod) => void;
  /** Shown as a button beside the other while there are days. */
  onClear?: () => void;
}

/** A first and a last day. They apply on submit, so that a year that is being typed filters nothing. */
export function PeriodForm({ days, onChange, onClear }: PeriodFormProps) {
  const t = useTranslations("admin");
  const [typed, setTyped] = useState({ from: days?.from ?? "", to: days?.to ?? "" });
  const [errors, setErrors] = useState<DaysErrors>({});
  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const found = findDaysErrors(typed);
        setErrors(found);
        if (found.from === undefined && found.to === undefined) onChange(typed);
      }}
    >
      {(["from", "to"] as const).map((end) => {
        const error = errors[end];
        return (
          <Field
            key={end}
            label={t(`period.${end}`)}
            className="w-40"
            error={error && t(`period.${error}`, { max: PERIOD_DAYS_MAX })}
          >
            {(control) => (
              <Input
                {...control}
                type="date"
                min={FIRST_DAY}
                max={LAST_DAY}
                value={typed[end]}
                onChange={(event) => setTyped({ ...typed, [end]: event.target.value })}
                className="min-h-10 text-sm"
              />
            )}
          </Field>
        );
      })}
      <div className="flex gap-2 self-end">
        <Button type="submit" variant="secondary">
          {t("period.apply")}
        </Button>
        {days !== null && onClear ? (
          <Button variant="quiet" onClick={onClear}>
            {t("period.clear")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
