"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Select } from "@cartwright/ui/select";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import { useDays } from "../shell/days.ts";
import { PeriodForm } from "../shell/period-form.tsx";
import { SearchBox, type Searched } from "../shell/search-box.tsx";
import { OrderViews } from "./order-views.tsx";
import { ORDER_AXES, type OrderAxis, type OrderSearch } from "./order-search.ts";
import { useStateLabels } from "./use-state-labels.ts";

const AXES: readonly OrderAxis[] = ["orderStatus", "paymentStatus", "fulfillmentStatus"];

/** The quick filters, a search box, and one switch for each state of each axis. An axis with no switch on does not filter. */
export function OrderFilters({ adminList }: { adminList: Searched<OrderSearch> }) {
  const t = useTranslations("adminOrders");
  const { search } = adminList;
  return (
    <search aria-label={t("title")} className="grid gap-3">
      <OrderViews adminList={adminList} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label={t("search")} placeholder={t("searchShort")} adminList={adminList} />
        <TagFilter adminList={adminList} />
        {search.customer === null ? null : (
          <Chip label={t("ofCustomer")} on onChange={() => adminList.setSearch({ ...search, customer: null })} />
        )}
      </div>
      <PlacedFilter adminList={adminList} />
      <details open={AXES.some((axis) => search[axis].length > 0)}>
        <summary className="w-fit rounded-sm py-1 text-xs text-muted hover:text-ink">{t("byState")}</summary>
        <div className="mt-2 grid gap-3">
          {AXES.map((axis) => (
            <StateFilter key={axis} axis={axis} legend={t(`axis.${axis}`)} adminList={adminList} />
          ))}
        </div>
      </details>
    </search>
  );
}

/** The days on which orders were placed, in the shop's time zone. */
function PlacedFilter({ adminList: { search, setSearch } }: { adminList: Searched<OrderSearch> }) {
  const t = useTranslations("adminOrders");
  const showDays = useDays();
  const { placed } = search;
  return (
    <details open={placed !== null}>
      <summary className="w-fit rounded-sm py-1 text-xs text-muted hover:text-ink">
        {placed === null ? t("byDay") : t("placedOn", { days: showDays(placed) })}
      </summary>
      <div className="mt-2">
        <PeriodForm
          key={`${placed?.from} ${placed?.to}`}
          days={placed}
          onChange={(days) => setSearch({ ...search, placed: days })}
          onClear={() => setSearch({ ...search, placed: null })}
        />
      </div>
    </details>
  );
}

/** Shown once any order has a tag. */
function TagFilter({ adminList: { search, setSearch } }: { adminList: Searched<OrderSearch> }) {
  const t = useTranslations("adminOrders");
  const { data: known = [] } = api.admin.orders.tags.useQuery();
  const tags = search.tag === null || known.includes(search.tag) ? known : [search.tag, ...known];
  if (tags.length === 0) return null;
  return (
    <div className="w-44 max-w-full">
      <Select
        aria-label={t("tag")}
        className="min-h-10 text-sm"
        value={search.tag ?? ""}
        onChange={({ target }) => setSearch({ ...search, tag: target.value === "" ? null : target.value })}
      >
        <option value="">{t("anyTag")}</option>
        {tags.map((tag) => (
          <option key={tag}>{tag}</option>
        ))}
      </Select>
    </div>
  );
}

interface StateFilterProps {
  axis: OrderAxis;
  legend: string;
  adminList: Searched<OrderSearch>;
}

function StateFilter({ axis, legend, adminList: { search, setSearch } }: StateFilterProps) {
  const labels = useStateLabels(axis);
  const chosen: readonly string[] = search[axis];
  const { options } = ORDER_AXES[axis];
  return (
    <fieldset className="flex flex-wrap items-baseline gap-x-3 gap-y-1.5">
      <legend className="float-left w-20 text-xs text-muted">{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((state) => (
          <Chip
            key={state}
            label={labels[state] ?? state}
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
