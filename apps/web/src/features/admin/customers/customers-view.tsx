"use client";

import type { CustomerPage } from "@cartwright/contracts/admin-people";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../trpc/react.tsx";
import { Chip } from "../shell/chip.tsx";
import { type CustomerSearch, customerSearchPath, toCustomerInput } from "./customer-search.ts";
import { ListPane } from "../shell/list-pane.tsx";
import { CustomerTable } from "../people/people-table.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useDeskList } from "../shell/use-admin-list.ts";

/** All customers with an account: searched, filtered, and walked through by keyboard. */
export function CustomersView({ search: asked, initial }: { search: CustomerSearch; initial: CustomerPage }) {
  const { client } = api.useUtils();
  const desk = useDeskList({
    key: getQueryKey(api.admin.customers.list),
    asked,
    initial,
    pathOf: customerSearchPath,
    read: (wanted, page, signal) =>
      client.admin.customers.list.query({ ...toCustomerInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = desk;
  return (
    <div className="grid gap-4">
      <h1 className="text-xl">Customers</h1>
      <search aria-label="Customers" className="grid gap-3">
        <SearchBox label="Name or e-mail" desk={desk} />
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
        noun="customers"
        nothing="Nobody matches. Try part of a name or e-mail address. Guests without an account are found through their orders."
      >
        <CustomerTable customers={list.items} body={body} />
      </ListPane>
    </div>
  );
}
