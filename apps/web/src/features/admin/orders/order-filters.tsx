"use client";

import { Chip } from "../shell/chip.tsx";
import { SearchBox, type Searched } from "../shell/search-box.tsx";
import { STATE_WORD } from "../shell/words.ts";
import { ORDER_AXES, type OrderAxis, type OrderSearch } from "./order-search.ts";

const GROUPS: readonly { readonly axis: OrderAxis; readonly legend: string }[] = [
  { axis: "orderStatus", legend: "Status" },
  { axis: "paymentStatus", legend: "Payment" },
  { axis: "fulfillmentStatus", legend: "Fulfilment" },
];

/** A search box, and one switch for each state of each axis. An axis with no switch on does not filter. */
export function OrderFilters({ desk }: { desk: Searched<OrderSearch> }) {
  return (
    <search aria-label="Orders" className="grid gap-3">
      <SearchBox label="Order number or e-mail" desk={desk} />
      {GROUPS.map(({ axis, legend }) => (
        <StateFilter key={axis} axis={axis} legend={legend} desk={desk} />
      ))}
    </search>
  );
}

interface StateFilterProps {
  axis: OrderAxis;
  legend: string;
  desk: Searched<OrderSearch>;
}

function StateFilter({ axis, legend, desk: { search, setSearch } }: StateFilterProps) {
  const chosen: readonly string[] = search[axis];
  const { options } = ORDER_AXES[axis];
  return (
    <fieldset className="flex flex-wrap items-baseline gap-x-3 gap-y-1.5">
      <legend className="float-left w-20 text-xs text-muted">{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((state) => (
          <Chip
            key={state}
            label={STATE_WORD[axis][state] ?? state}
            on={chosen.includes(state)}
            onChange={(on) =>
              setSearch({ ...search, [axis]: options.filter((each) => (each === state ? on : chosen.includes(each))) })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
