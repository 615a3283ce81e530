"use client";

import { OrderView } from "@cartwright/contracts/order-work";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import type { Searched } from "../shell/search-box.tsx";
import { useCounted } from "../shell/use-counted.ts";
import type { OrderSearch } from "./order-search.ts";
import { TODO_OF_VIEW } from "./todo-of-view.ts";

/** The quick filters, each with how many orders it has. One is chosen at a time. */
export function OrderViews({ adminList: { search, setSearch } }: { adminList: Searched<OrderSearch> }) {
  const t = useTranslations("adminOrders");
  const counted = useCounted();
  // Read in the browser: the list does not wait for the numbers.
  const { data: todo } = api.admin.todo.useQuery();
  const labelOf = (view: OrderView) => {
    const name = TODO_OF_VIEW[view];
    const label = t(`view.${view}`);
    return name && todo ? t("viewCount", { view: label, count: counted(todo[name]) }) : label;
  };
  return (
    <fieldset>
      <legend className="sr-only">{t("show")}</legend>
      <div className="flex flex-wrap gap-1.5">
        <Chip
          group="view"
          label={t("all")}
          on={search.view === null}
          onChange={() => setSearch({ ...search, view: null })}
        />
        {OrderView.options.map((view) => (
          <Chip
            key={view}
            group="view"
            label={labelOf(view)}
            on={search.view === view}
            onChange={() => setSearch({ ...search, view })}
          />
        ))}
      </div>
    </fieldset>
  );
}
