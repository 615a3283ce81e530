"use client";

import type { CustomerPage } from "@cartwright/contracts/admin-people";
import { getQueryKey } from "@trpc/react-query";
import { useRef } from "react";
import { api } from "../../trpc/react.tsx";
import { Chip } from "./chip.tsx";
import { type CustomerSearch, customerSearchPath, toCustomerInput } from "./customer-search.ts";
import { ListPane } from "./list-pane.tsx";
import { CustomerTable } from "./people-table.tsx";
import { SearchBox } from "./search-box.tsx";
import { usePagedList } from "./use-paged-list.ts";
import { useRowKeys } from "./use-row-keys.ts";

const PAGE = 50;

/** All customers with an account: searched, filtered, and walked through by keyboard. */
export function CustomersView({ search: asked, initial }: { search: CustomerSearch; initial: CustomerPage }) {
  const { client } = api.useUtils();
  const { search, setSearch, ...list } = usePagedList({
    key: getQueryKey(api.admin.customers.list),
    asked,
    initial,
    pathOf: customerSearchPath,
    read: (wanted, cursor, signal) =>
      client.admin.customers.list.query(
        { ...toCustomerInput(wanted), limit: PAGE, ...(cursor === null ? {} : { cursor }) },
        { signal },
      ),
  });
  const body = useRef<HTMLTableSectionElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  useRowKeys(body, searchBox);
  return (
    <div className="grid gap-4">
      <h1 className="text-xl">Customers</h1>
      <search aria-label="Customers" className="grid gap-3">
        <SearchBox
          label="Name or e-mail"
          value={search.query}
          onChange={(query) => setSearch({ ...search, query })}
          box={searchBox}
        />
        <fieldset>
          <legend className="sr-only">State</legend>
          <div className="flex flex-wrap gap-1.5">
            {(["active", "disabled"] as const).map((status) => (
              <Chip
                key={status}
                label={status === "active" ? "Active" : "Disabled"}
                on={search.status === status}
                onChange={(on) => setSearch({ ...search, status: on ? status : null })}
              />
            ))}
          </div>
        </fieldset>
      </search>
      <ListPane
        list={list}
        count={list.items.length}
        noun="customers"
        nothing="Nobody fits. Try part of a name or of an e-mail address; guests without an account are found by their orders."
      >
        <CustomerTable customers={list.items} body={body} />
      </ListPane>
    </div>
  );
}
