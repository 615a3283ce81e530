"use client";

import { OrderStatus } from "@cartwright/contracts/order-status";
import type { Ref } from "react";
import { Chip } from "./chip.tsx";
import type { OrderSearch } from "./order-search.ts";
import { SearchBox } from "./search-box.tsx";
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
      <SearchBox
        label="Order number or e-mail"
        value={search.query}
        onChange={(query) => onChange({ ...search, query })}
        box={searchBox}
      />
      <fieldset>
        <legend className="sr-only">Status</legend>
        <div className="flex flex-wrap gap-1.5">
          {OrderStatus.options.map((status) => (
            <Chip
              key={status}
              label={STATUS_WORD[status].label}
              on={search.status.includes(status)}
              onChange={(on) => toggle(status, on)}
            />
          ))}
        </div>
      </fieldset>
    </search>
  );
}
