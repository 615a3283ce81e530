"use client";

import { OrderStatus } from "@cartwright/contracts/order-status";
import { Chip } from "../shell/chip.tsx";
import type { OrderSearch } from "./order-search.ts";
import { SearchBox, type Searched } from "../shell/search-box.tsx";
import { STATUS_WORD } from "../shell/words.ts";

/** A box for a number or an address, and one switch for each status. None switched on shows all. */
export function OrderFilters({ desk }: { desk: Searched<OrderSearch> }) {
  const { search, setSearch } = desk;
  const toggle = (status: OrderStatus, on: boolean) =>
    setSearch({
      ...search,
      status: OrderStatus.options.filter((each) => (each === status ? on : search.status.includes(each))),
    });
  return (
    <search aria-label="Orders" className="grid gap-3">
      <SearchBox label="Order number or e-mail" desk={desk} />
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
