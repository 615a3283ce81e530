import { OrderStatus } from "@cartwright/contracts/order-status";

/** What the list of orders is narrowed to, as it stands in the address: `?q=CW-2F&status=paid&status=reserved`. */
export interface OrderSearch {
  readonly query: string;
  readonly status: readonly OrderStatus[];
}

const QUERY_MAX = 200;

/** Reads the address; what is not a status is left out, for addresses are typed by people too. */
export function readOrderSearch(params: URLSearchParams): OrderSearch {
  const named = new Set(params.getAll("status"));
  return {
    query: (params.get("q") ?? "").slice(0, QUERY_MAX),
    status: OrderStatus.options.filter((status) => named.has(status)),
  };
}

/** The address of a narrowed list. */
export function orderSearchPath({ query, status }: OrderSearch): string {
  const params = new URLSearchParams();
  if (query.trim() !== "") params.set("q", query.trim());
  for (const each of status) params.append("status", each);
  const text = params.toString();
  return text === "" ? "/admin/orders" : `/admin/orders?${text}`;
}

/** The same as an input of `admin.orders.list`. */
export function toListInput({ query, status }: OrderSearch) {
  const trimmed = query.trim();
  return { ...(trimmed === "" ? {} : { query: trimmed }), ...(status.length === 0 ? {} : { status: [...status] }) };
}
