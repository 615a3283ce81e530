"use client";

import type { AuditChoices } from "@cartwright/contracts/admin-audit";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { Select } from "@cartwright/ui/select";
import type { Ref } from "react";
import { type AuditSearch, auditSearchPath, NO_FILTERS } from "./audit-search.ts";
import type { Searched } from "../shell/search-box.tsx";
import { useCodeLabel } from "../shell/code-label.ts";

interface AuditFiltersProps {
  adminList: Searched<AuditSearch>;
  choices: AuditChoices;
}

/** Filters by person, action, target and day. */
export function AuditFilters({ adminList: { search, setSearch, searchBox }, choices }: AuditFiltersProps) {
  const t = useTranslations("adminAudit");
  const set = (part: Partial<AuditSearch>) => setSearch({ ...search, ...part });
  return (
    <search aria-label={t("title")} className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        <TextFilter
          label={t("filter.who")}
          placeholder={t("filter.whoHint")}
          value={search.who}
          onChange={(who) => set({ who })}
          box={searchBox}
        />
        <ChoiceFilter
          label={t("filter.action")}
          value={search.action}
          kind="action"
          choices={choices.actions}
          onChange={(action) => set({ action })}
        />
        <ChoiceFilter
          label={t("filter.area")}
          value={search.area}
          kind="subject"
          choices={choices.subjectKinds}
          onChange={(area) => set({ area })}
        />
        <TextFilter
          label={t("filter.target")}
          placeholder={t("filter.targetHint")}
          value={search.target}
          onChange={(target) => set({ target })}
        />
        <DayFilter label={t("filter.from")} value={search.from} onChange={(from) => set({ from })} />
        <DayFilter label={t("filter.to")} value={search.to} onChange={(to) => set({ to })} />
      </div>
      {auditSearchPath(search) === auditSearchPath(NO_FILTERS) ? null : (
        <Button variant="quiet" size="sm" className="justify-self-start" onClick={() => setSearch(NO_FILTERS)}>
          {t("filter.clear")}
        </Button>
      )}
    </search>
  );
}

const CONTROL = "min-h-10 text-sm";

interface FilterProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function TextFilter({
  label,
  value,
  onChange,
  placeholder,
  box,
}: FilterProps & { placeholder: string; box?: Ref<HTMLInputElement> }) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          ref={box}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={CONTROL}
        />
      )}
    </Field>
  );
}

function DayFilter({ label, value, onChange }: FilterProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="date"
          min="2000-01-01"
          max="2999-12-31"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={CONTROL}
        />
      )}
    </Field>
  );
}

function ChoiceFilter({
  label,
  value,
  onChange,
  choices,
  kind,
}: FilterProps & { choices: readonly string[]; kind: "action" | "subject" }) {
  const t = useTranslations("adminAudit");
  const labelOf = useCodeLabel();
  // A value from an old URL may no longer be in the log, but it is still the active filter.
  const all = value === "" || choices.includes(value) ? choices : [...choices, value];
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)} className={CONTROL}>
          <option value="">{t("filter.all")}</option>
          {all.map((choice) => (
            <option key={choice} value={choice}>
              {labelOf(kind, choice)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
