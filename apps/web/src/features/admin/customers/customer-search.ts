import { AccountStatus } from "@cartwright/contracts/account-status";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the customers list, as the URL holds them: `?q=kim&status=disabled`. */
export interface CustomerSearch {
  readonly query: string;
  /** Null for all. */
  readonly status: AccountStatus | null;
}

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readCustomerSearch(params: URLSearchParams): CustomerSearch {
  const status = AccountStatus.safeParse(params.get("status"));
  return { query: readQuery(params), status: status.success ? status.data : null };
}

/** The URL of a filtered list. */
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
