"use client";

import type { CustomerPage } from "@cartwright/contracts/admin-people";
import { LIST_COLUMNS, type ListSetup } from "@cartwright/contracts/list-setup";
import { listFilePath } from "@cartwright/contracts/list-files";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import { type CustomerSearch, customerSearchPath, readCustomerSearch, toCustomerInput } from "./customer-search.ts";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { CustomerTable } from "../people/people-table.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { ListBar } from "../views/list-bar.tsx";
import { useListSetup } from "../views/use-list-setup.ts";
import { useAdminList } from "../shell/use-admin-list.ts";

interface CustomersViewProps {
  search: CustomerSearch;
  initial: CustomerPage;
  setup: ListSetup;
}

/** All customers with an account: search, filters and keyboard navigation. */
export function CustomersView({ search: asked, initial, setup }: CustomersViewProps) {
  const t = useTranslations("adminPeople");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.customers.list),
    asked,
    initial,
    pathOf: customerSearchPath,
    read: (wanted, page, signal) =>
      client.admin.customers.list.query({ ...toCustomerInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  const used = useListSetup("customers", setup);
  return (
    <div className="grid gap-4">
      <ListHeader title={t("customers.title")} exportPath={listFilePath("customers", toCustomerInput(search))} />
      <ListBar
        used={used}
        columns={LIST_COLUMNS.customers.map((id) => ({ id, label: t(`column.${id}`) }))}
        firstColumn={t("column.customer")}
        adminList={adminList}
        pathOf={customerSearchPath}
        read={readCustomerSearch}
      />
      <search aria-label={t("customers.title")} className="grid gap-3">
        <SearchBox label={t("customers.search")} adminList={adminList} />
        <fieldset>
          <legend className="sr-only">{t("customers.state")}</legend>
          <div className="flex flex-wrap gap-1.5">
            {(["active", "disabled"] as const).map((status) => (
              <Chip
                key={status}
                label={t(`customers.${status}`)}
                on={search.status === status}
                onChange={(on) => setSearch({ ...search, status: on ? status : null })}
              />
            ))}
          </div>
        </fieldset>
      </search>
      <ListPane list={list} countText={t("customers.count", { count: list.items.length })} empty={t("customers.empty")}>
        <CustomerTable customers={list.items} body={body} shows={used.shows} />
      </ListPane>
    </div>
  );
}
