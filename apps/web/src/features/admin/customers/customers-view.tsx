"use client";

import type { CustomerPage } from "@cartwright/contracts/admin-people";
import { LIST_COLUMNS, type ListSetup } from "@cartwright/contracts/list-setup";
import type { CountryName } from "@cartwright/contracts/place";
import { listFilePath } from "@cartwright/contracts/list-files";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../trpc/react.tsx";
import { CustomerFilters } from "./customer-filters.tsx";
import {
  type CustomerSearch,
  customerSearchPath,
  readCustomerSearch,
  toCustomerInput,
  withoutSpending,
} from "./customer-search.ts";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { CustomerTable } from "./customer-table.tsx";
import { ListBar } from "../views/list-bar.tsx";
import { useListSetup } from "../views/use-list-setup.ts";
import { useAdminList } from "../shell/use-admin-list.ts";

interface CustomersViewProps {
  search: CustomerSearch;
  initial: CustomerPage;
  setup: ListSetup;
  countries: readonly CountryName[];
  /** Whether the person may see what customers have spent. */
  maySeeSpent: boolean;
}

/** All customers, members and guests: search, filters and keyboard navigation. */
export function CustomersView({ search: asked, initial, setup, countries, maySeeSpent }: CustomersViewProps) {
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
  const { search, list, body } = adminList;
  const used = useListSetup("customers", setup);
  const columns = LIST_COLUMNS.customers.filter((id) => maySeeSpent || id !== "spent");
  return (
    <div className="grid gap-4">
      <ListHeader title={t("customers.title")} exportPath={listFilePath("customers", toCustomerInput(search))} />
      <ListBar
        used={used}
        columns={columns.map((id) => ({ id, label: t(`column.${id}`) }))}
        firstColumn={t("column.customer")}
        adminList={adminList}
        pathOf={customerSearchPath}
        read={(params) => (maySeeSpent ? readCustomerSearch(params) : withoutSpending(readCustomerSearch(params)))}
      />
      <CustomerFilters adminList={adminList} countries={countries} maySeeSpent={maySeeSpent} />
      <ListPane list={list} countText={t("customers.count", { count: list.items.length })} empty={t("customers.empty")}>
        <CustomerTable
          customers={list.items}
          body={body}
          shows={(column) => used.shows(column) && (maySeeSpent || column !== "spent")}
        />
      </ListPane>
    </div>
  );
}
