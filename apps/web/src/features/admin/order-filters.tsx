"use client";

import { OrderStatus } from "@cartwright/contracts/order-status";
import { classNames } from "@cartwright/ui/class-names";
import { Input } from "@cartwright/ui/field";
import { Search } from "lucide-react";
import type { Ref } from "react";
import type { OrderSearch } from "./order-search.ts";
import { STATUS_WORD } from "./words.ts";

interface OrderFiltersProps {
  search: OrderSearch;
  onChange: (search: OrderSearch) => void;
  searchBox: Ref<HTMLInputElement>;
}

/** A box for a number or an address, and one switch for each status. None switched on shows all. */
export function OrderFilters({ search, onChange, searchBox }: OrderFiltersProps) {
  const toggle = (status: OrderStatus, on: boolean) =>
    onChange({
      ...search,
      status: OrderStatus.options.filter((each) => (each === status ? on : search.status.includes(each))),
    });
  return (
    <search aria-label="Orders" className="grid gap-3">
      <div className="relative max-w-md">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
        />
        <Input
          ref={searchBox}
          type="search"
          aria-label="Order number or e-mail"
          placeholder="Order number or e-mail"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={search.query}
          onChange={(event) => onChange({ ...search, query: event.target.value })}
          className="min-h-10 pl-9 text-sm"
        />
      </div>
      <fieldset>
        <legend className="sr-only">Status</legend>
        <div className="flex flex-wrap gap-1.5">
          {OrderStatus.options.map((status) => {
            const on = search.status.includes(status);
            return (
              <label
                key={status}
                className={classNames(
                  "inline-flex min-h-7 items-center rounded-full border px-2.5 text-xs transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
                  on ? "border-ink bg-ink text-paper" : "border-line text-ink-soft hover:border-line-strong",
                )}
              >
                <input
                  type="checkbox"
                  className="sr-only"
                  checked={on}
                  onChange={(event) => toggle(status, event.target.checked)}
                />
                {STATUS_WORD[status].label}
              </label>
            );
          })}
        </div>
      </fieldset>
    </search>
  );
}
