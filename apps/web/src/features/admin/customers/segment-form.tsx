"use client";

import { AMOUNT_MINOR_MAX } from "@cartwright/contracts/amounts";
import { ORDERS_FILTER_MAX } from "@cartwright/contracts/customer-filter";
import { FIRST_DAY, LAST_DAY } from "@cartwright/contracts/day-period";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Field, Input } from "@cartwright/ui/field";
import { useState } from "react";
import { minorOf, typedMoney } from "../shell/typed-money.ts";
import { type CustomerSearch, readCount } from "./customer-search.ts";

const FIELDS = ["ordersMin", "ordersMax", "spentMin", "spentMax", "orderedFrom", "orderedTo"] as const;
type FieldName = (typeof FIELDS)[number];
type Typed = Readonly<Record<FieldName, string>>;
type Segment = Pick<CustomerSearch, FieldName>;
type Problem = "count" | "amount" | "day" | "low" | "early";

const EMPTY: Segment = {
  ordersMin: null,
  ordersMax: null,
  spentMin: null,
  spentMax: null,
  orderedFrom: null,
  orderedTo: null,
};

const dayOf = (text: string) => (text >= FIRST_DAY && text <= LAST_DAY ? text : null);

function amountOf(text: string): number | null {
  const minor = minorOf(text.trim());
  return minor !== null && minor >= 0 && minor <= AMOUNT_MINOR_MAX ? minor : null;
}

/** What was typed as a filter, or what is wrong with which field. */
export function readSegment(
  typed: Typed,
): { readonly segment: Segment } | { readonly errors: Partial<Record<FieldName, Problem>> } {
  const given = (name: FieldName) => typed[name].trim();
  const count = (name: FieldName) => (given(name) === "" ? null : readCount(given(name), ORDERS_FILTER_MAX));
  const amount = (name: FieldName) => (given(name) === "" ? null : amountOf(given(name)));
  const day = (name: FieldName) => (given(name) === "" ? null : dayOf(given(name)));
  const segment: Segment = {
    ordersMin: count("ordersMin"),
    ordersMax: count("ordersMax"),
    spentMin: amount("spentMin"),
    spentMax: amount("spentMax"),
    orderedFrom: day("orderedFrom"),
    orderedTo: day("orderedTo"),
  };
  const errors: Partial<Record<FieldName, Problem>> = {};
  for (const name of FIELDS) {
    if (given(name) !== "" && segment[name] === null)
      errors[name] = name.startsWith("orders") ? "count" : name.startsWith("spent") ? "amount" : "day";
  }
  const reversed = <Value extends number | string>(from: Value | null, to: Value | null) =>
    from !== null && to !== null && from > to;
  if (reversed(segment.ordersMin, segment.ordersMax)) errors.ordersMax = "low";
  if (reversed(segment.spentMin, segment.spentMax)) errors.spentMax = "low";
  if (reversed(segment.orderedFrom, segment.orderedTo)) errors.orderedTo = "early";
  return Object.keys(errors).length === 0 ? { segment } : { errors };
}

interface SegmentFormProps {
  search: CustomerSearch;
  maySeeSpent: boolean;
  onChange: (segment: Segment) => void;
}

/** How many orders, how much was spent and when last. They apply on submit, so that a number that is being typed filters nothing. */
export function SegmentForm({ search, maySeeSpent, onChange }: SegmentFormProps) {
  const t = useTranslations("adminPeople");
  const [typed, setTyped] = useState<Typed>({
    ordersMin: String(search.ordersMin ?? ""),
    ordersMax: String(search.ordersMax ?? ""),
    spentMin: typedMoney(search.spentMin),
    spentMax: typedMoney(search.spentMax),
    orderedFrom: search.orderedFrom ?? "",
    orderedTo: search.orderedTo ?? "",
  });
  const [errors, setErrors] = useState<Partial<Record<FieldName, Problem>>>({});
  const fields = FIELDS.filter((name) => maySeeSpent || !name.startsWith("spent"));
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readSegment(typed);
        setErrors("errors" in read ? read.errors : {});
        if ("segment" in read) onChange(read.segment);
      }}
    >
      <div className="flex flex-wrap items-start gap-3">
        {fields.map((name) => {
          const error = errors[name];
          return (
            <Field key={name} label={t(`filter.${name}`)} className="w-40" error={error && t(`filterProblem.${error}`)}>
              {(control) => (
                <Input
                  {...control}
                  type={name.startsWith("ordered") ? "date" : "text"}
                  inputMode={name.startsWith("spent") ? "decimal" : "numeric"}
                  autoComplete="off"
                  value={typed[name]}
                  onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
                  className="min-h-10 text-sm"
                />
              )}
            </Field>
          );
        })}
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="secondary">
          {t("filter.apply")}
        </Button>
        {FIELDS.some((name) => search[name] !== null) ? (
          <Button variant="quiet" onClick={() => onChange(EMPTY)}>
            {t("filter.clear")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
