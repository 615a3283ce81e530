"use client";

import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Select, SelectField } from "@cartwright/ui/select";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import { SearchBox, type Searched } from "../shell/search-box.tsx";
import type { CustomerSearch } from "./customer-search.ts";
import { SegmentForm } from "./segment-form.tsx";

interface CustomerFiltersProps {
  adminList: Searched<CustomerSearch>;
  /** From the server: browsers name some of them differently. */
  countries: readonly CountryName[];
  maySeeSpent: boolean;
}

/** A search box, switches, and a form for what customers have ordered. All filters must be met. */
export function CustomerFilters({ adminList, countries, maySeeSpent }: CustomerFiltersProps) {
  const t = useTranslations("adminPeople");
  const { search, setSearch } = adminList;
  const { orderedFrom, orderedTo, ordersMin, ordersMax, spentMin, spentMax } = search;
  const typed = [ordersMin, ordersMax, spentMin, spentMax, orderedFrom, orderedTo];
  return (
    <search aria-label={t("customers.title")} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label={t("customers.search")} adminList={adminList} />
        <TagFilter adminList={adminList} />
      </div>
      <div className="flex flex-wrap gap-1.5">
        {(["member", "guest"] as const).map((kind) => (
          <Chip
            key={kind}
            label={t(`kinds.${kind}`)}
            on={search.kind === kind}
            onChange={(on) => setSearch({ ...search, kind: on ? kind : null })}
          />
        ))}
        {(["active", "disabled"] as const).map((status) => (
          <Chip
            key={status}
            label={t(`customers.${status}`)}
            on={search.status === status}
            onChange={(on) => setSearch({ ...search, status: on ? status : null })}
          />
        ))}
        {([true, false] as const).map((subscribed) => (
          <Chip
            key={String(subscribed)}
            label={t(subscribed ? "customers.subscribed" : "customers.notSubscribed")}
            on={search.subscribed === subscribed}
            onChange={(on) => setSearch({ ...search, subscribed: on ? subscribed : null })}
          />
        ))}
      </div>
      <details open={search.country !== null || typed.some((each) => each !== null)}>
        <summary className="w-fit rounded-sm py-1 text-xs text-muted hover:text-ink">{t("filter.more")}</summary>
        <div className="mt-2 grid gap-3">
          <SelectField
            label={t("filter.country")}
            className="w-64 max-w-full"
            value={search.country ?? ""}
            onChange={({ target }) => setSearch({ ...search, country: target.value === "" ? null : target.value })}
          >
            <option value="">{t("filter.anyCountry")}</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
          <SegmentForm
            key={typed.join(" ")}
            search={search}
            maySeeSpent={maySeeSpent}
            onChange={(changed) => setSearch({ ...search, ...changed })}
          />
        </div>
      </details>
    </search>
  );
}

/** Shown once any customer has a tag. */
function TagFilter({ adminList: { search, setSearch } }: { adminList: Searched<CustomerSearch> }) {
  const t = useTranslations("adminPeople");
  const { data: known = [] } = api.admin.customers.tags.useQuery();
  const tags = search.tag === null || known.includes(search.tag) ? known : [search.tag, ...known];
  if (tags.length === 0) return null;
  return (
    <div className="w-44 max-w-full">
      <Select
        aria-label={t("filter.tag")}
        className="min-h-10 text-sm"
        value={search.tag ?? ""}
        onChange={({ target }) => setSearch({ ...search, tag: target.value === "" ? null : target.value })}
      >
        <option value="">{t("filter.anyTag")}</option>
        {tags.map((tag) => (
          <option key={tag}>{tag}</option>
        ))}
      </Select>
    </div>
  );
}
