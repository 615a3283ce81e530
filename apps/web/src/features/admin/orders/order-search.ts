import { OrderStatus } from "@cartwright/contracts/order-status";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** What the list of orders is narrowed to, as it stands in the address: `?q=CW-2F&status=paid&status=reserved`. */
export interface OrderSearch {
  readonly query: string;
  readonly status: readonly OrderStatus[];
}

/** Reads the address; what is not a status is left out, for addresses are typed by people too. */
export function readOrderSearch(params: URLSearchParams): OrderSearch {
  const named = new Set(params.getAll("status"));
  return {
    query: readQuery(params),
    status: OrderStatus.options.filter((status) => named.has(status)),
  };
}

/** The address of a narrowed list. */
export function orderSearchPath({ query, status }: OrderSearch): string {
  return listAddress("/admin/orders", [["q", query], ...status.map((each) => ["status", each] as const)]);
}

/** The same as an input of `admin.orders.list`. */
export function toOrderInput({ query, status }: OrderSearch) {
  return { ...queryInput(query), ...(status.length === 0 ? {} : { status: [...status] }) };
}
