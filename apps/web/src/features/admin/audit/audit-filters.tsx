"use client";

import type { AuditChoices } from "@cartwright/contracts/admin-audit";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { Select } from "@cartwright/ui/select";
import type { Ref } from "react";
import { type AuditSearch, auditSearchPath, EVERYTHING } from "./audit-search.ts";
import type { Searched } from "../shell/search-box.tsx";
import { engineWord } from "../shell/words.ts";

interface AuditFiltersProps {
  desk: Searched<AuditSearch>;
  choices: AuditChoices;
}

/** Who did what, to what, and when. */
export function AuditFilters({ desk: { search, setSearch, searchBox }, choices }: AuditFiltersProps) {
  const set = (part: Partial<AuditSearch>) => setSearch({ ...search, ...part });
  return (
    <search aria-label="Audit log" className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        <TextFilter
          label="Who"
          placeholder="E-mail"
          value={search.who}
          onChange={(who) => set({ who })}
          box={searchBox}
        />
        <ChoiceFilter
          label="Action"
          value={search.action}
          choices={choices.actions}
          onChange={(action) => set({ action })}
        />
        <ChoiceFilter
          label="Area"
          value={search.area}
          choices={choices.subjectKinds}
          onChange={(area) => set({ area })}
        />
        <TextFilter
          label="Target"
          placeholder="Number, id or e-mail"
          value={search.target}
          onChange={(target) => set({ target })}
        />
        <DayFilter label="From" value={search.from} onChange={(from) => set({ from })} />
        <DayFilter label="To" value={search.to} onChange={(to) => set({ to })} />
      </div>
      {auditSearchPath(search) === auditSearchPath(EVERYTHING) ? null : (
        <Button variant="quiet" size="sm" className="justify-self-start" onClick={() => setSearch(EVERYTHING)}>
          Show everything
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

function ChoiceFilter({ label, value, onChange, choices }: FilterProps & { choices: readonly string[] }) {
  // What an old address names may not be in the log any more; it is what the list is narrowed to all the same.
  const all = value === "" || choices.includes(value) ? choices : [...choices, value];
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)} className={CONTROL}>
          <option value="">All</option>
          {all.map((choice) => (
            <option key={choice} value={choice}>
              {engineWord(choice).label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
