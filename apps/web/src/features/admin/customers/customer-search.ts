import { AccountStatus } from "@cartwright/contracts/account-status";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** What the list of customers is narrowed to, as it stands in the address: `?q=kim&status=disabled`. */
export interface CustomerSearch {
  readonly query: string;
  /** Null for all. */
  readonly status: AccountStatus | null;
}

/** Reads the address; what makes no sense is left out, for addresses are typed by people too. */
export function readCustomerSearch(params: URLSearchParams): CustomerSearch {
  const status = AccountStatus.safeParse(params.get("status"));
  return { query: readQuery(params), status: status.success ? status.data : null };
}

/** The address of a narrowed list. */
export function customerSearchPath({ query, status }: CustomerSearch): string {
  return listAddress("/admin/customers", [
    ["q", query],
    ["status", status ?? ""],
  ]);
}

/** The same as an input of `admin.customers.list`. */
export function toCustomerInput({ query, status }: CustomerSearch) {
  return { ...queryInput(query), ...(status === null ? {} : { status }) };
}
