import { AccountStatus } from "@cartwright/contracts/account-status";
import { COUNTRY_CODES } from "@cartwright/contracts/country-codes";
import { CustomerKind, ORDERS_FILTER_MAX } from "@cartwright/contracts/customer-filter";
import { Day } from "@cartwright/contracts/day-period";
import { AMOUNT_MINOR_MAX } from "@cartwright/contracts/amounts";
import { OrderTag } from "@cartwright/contracts/order-notes";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the customers list, as the URL holds them: `?q=kim&kind=guest&tag=vip&minOrders=3`. Null for no filter. */
export interface CustomerSearch {
  readonly query: string;
  readonly status: AccountStatus | null;
  readonly kind: CustomerKind | null;
  readonly tag: string | null;
  readonly country: string | null;
  /** Whether they get marketing emails. */
  readonly subscribed: boolean | null;
  readonly ordersMin: number | null;
  readonly ordersMax: number | null;
  /** In minor units of the shop's currency. */
  readonly spentMin: number | null;
  readonly spentMax: number | null;
  /** The newest order was placed on this day or later, or on it or earlier. */
  readonly orderedFrom: string | null;
  readonly orderedTo: string | null;
}

/** All customers. */
export const NO_CUSTOMER_FILTER: CustomerSearch = {
  query: "",
  status: null,
  kind: null,
  tag: null,
  country: null,
  subscribed: null,
  ordersMin: null,
  ordersMax: null,
  spentMin: null,
  spentMax: null,
  orderedFrom: null,
  orderedTo: null,
};

/** A whole number up to `max`. Null for anything else. */
export function readCount(text: string | null, max: number): number | null {
  if (text === null || !/^\d{1,15}$/.test(text)) return null;
  const count = Number(text);
  return count <= max ? count : null;
}

const SUBSCRIBED: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readCustomerSearch(params: URLSearchParams): CustomerSearch {
  const country = params.get("country") ?? "";
  return {
    query: readQuery(params),
    status: AccountStatus.safeParse(params.get("status")).data ?? null,
    kind: CustomerKind.safeParse(params.get("kind")).data ?? null,
    tag: OrderTag.safeParse(params.get("tag")).data ?? null,
    country: COUNTRY_CODES.includes(country) ? country : null,
    subscribed: SUBSCRIBED[params.get("newsletter") ?? ""] ?? null,
    ordersMin: readCount(params.get("minOrders"), ORDERS_FILTER_MAX),
    ordersMax: readCount(params.get("maxOrders"), ORDERS_FILTER_MAX),
    spentMin: readCount(params.get("minSpent"), AMOUNT_MINOR_MAX),
    spentMax: readCount(params.get("maxSpent"), AMOUNT_MINOR_MAX),
    orderedFrom: Day.safeParse(params.get("orderedFrom")).data ?? null,
    orderedTo: Day.safeParse(params.get("orderedTo")).data ?? null,
  };
}

/** The filters without those by what customers have spent, for people who may not see it. */
export const withoutSpending = (search: CustomerSearch): CustomerSearch => ({
  ...search,
  spentMin: null,
  spentMax: null,
});

/** The URL of a filtered list. */
export function customerSearchPath(search: CustomerSearch): string {
  const { subscribed } = search;
  return listAddress("/admin/customers", [
    ["q", search.query],
    ["kind", search.kind ?? ""],
    ["status", search.status ?? ""],
    ["tag", search.tag ?? ""],
    ["country", search.country ?? ""],
    ["newsletter", subscribed === null ? "" : subscribed ? "yes" : "no"],
    ["minOrders", String(search.ordersMin ?? "")],
    ["maxOrders", String(search.ordersMax ?? "")],
    ["minSpent", String(search.spentMin ?? "")],
    ["maxSpent", String(search.spentMax ?? "")],
    ["orderedFrom", search.orderedFrom ?? ""],
    ["orderedTo", search.orderedTo ?? ""],
  ]);
}

/** The URL of the customers with a tag. */
export const customerTagPath = (tag: string): string => customerSearchPath({ ...NO_CUSTOMER_FILTER, tag });

/** The same as an input of `admin.customers.list`. */
export function toCustomerInput(search: CustomerSearch) {
  const { query, status, kind, tag, country, subscribed, ordersMin, ordersMax, spentMin, spentMax } = search;
  const { orderedFrom, orderedTo } = search;
  return {
    ...queryInput(query),
    ...(status === null ? {} : { status }),
    ...(kind === null ? {} : { kind }),
    ...(tag === null ? {} : { tag }),
    ...(country === null ? {} : { country }),
    ...(subscribed === null ? {} : { subscribed }),
    ...(ordersMin === null ? {} : { ordersMin }),
    ...(ordersMax === null ? {} : { ordersMax }),
    ...(spentMin === null ? {} : { spentMinMinor: spentMin }),
    ...(spentMax === null ? {} : { spentMaxMinor: spentMax }),
    ...(orderedFrom === null ? {} : { orderedFrom }),
    ...(orderedTo === null ? {} : { orderedTo }),
  };
}
