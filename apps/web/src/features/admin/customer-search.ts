import { AccountStatus } from "@cartwright/contracts/account-status";

/** What the list of customers is narrowed to, as it stands in the address: `?q=kim&status=disabled`. */
export interface CustomerSearch {
  readonly query: string;
  /** Null for all. */
  readonly status: AccountStatus | null;
}

const QUERY_MAX = 200;

/** Reads the address; what makes no sense is left out, for addresses are typed by people too. */
export function readCustomerSearch(params: URLSearchParams): CustomerSearch {
  const status = AccountStatus.safeParse(params.get("status"));
  return { query: (params.get("q") ?? "").slice(0, QUERY_MAX), status: status.success ? status.data : null };
}

/** The address of a narrowed list. */
export function customerSearchPath({ query, status }: CustomerSearch): string {
  const params = new URLSearchParams();
  if (query.trim() !== "") params.set("q", query.trim());
  if (status !== null) params.set("status", status);
  const text = params.toString();
  return text === "" ? "/admin/customers" : `/admin/customers?${text}`;
}

/** The same as an input of `admin.customers.list`. */
export function toCustomerInput({ query, status }: CustomerSearch) {
  const trimmed = query.trim();
  return { ...(trimmed === "" ? {} : { query: trimmed }), ...(status === null ? {} : { status }) };
}
