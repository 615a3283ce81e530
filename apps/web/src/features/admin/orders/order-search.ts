import { CustomerId } from "@cartwright/contracts/ids";
import type { DayPeriod } from "@cartwright/contracts/day-period";
import { FulfillmentStatus, OrderStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import { OrderTag } from "@cartwright/contracts/order-notes";
import { OrderView } from "@cartwright/contracts/order-work";
import { readDays } from "../shell/read-days.ts";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The axes of an order's state that the list can be filtered by, with the name of each in the URL. */
export const ORDER_AXES = {
  orderStatus: { parameter: "status", options: OrderStatus.options },
  paymentStatus: { parameter: "payment", options: PaymentStatus.options },
  fulfillmentStatus: { parameter: "fulfillment", options: FulfillmentStatus.options },
} as const;
export type OrderAxis = keyof typeof ORDER_AXES;

type Filters = { readonly [Axis in OrderAxis]: readonly (typeof ORDER_AXES)[Axis]["options"][number][] };

/** The filters of the order list, as the URL holds them: `?q=CW-2F&view=to_pack&tag=gift&payment=paid`. */
export interface OrderSearch extends Filters {
  readonly query: string;
  /** A quick filter. Null for all orders. */
  readonly view: OrderView | null;
  readonly tag: string | null;
  /** The id of a customer, whose orders are listed. Null for all. */
  readonly customer: CustomerId | null;
  /** The days on which they were placed. Null for all. */
  readonly placed: DayPeriod | null;
}

/** Reads the URL. It leaves out what is not a state, because people type URLs too. */
export function readOrderSearch(params: URLSearchParams): OrderSearch {
  const named = <State extends string>(parameter: string, options: readonly State[]) =>
    options.filter((state) => params.getAll(parameter).includes(state));
  const { orderStatus, paymentStatus, fulfillmentStatus } = ORDER_AXES;
  return {
    query: readQuery(params),
    view: OrderView.safeParse(params.get("view")).data ?? null,
    tag: OrderTag.safeParse(params.get("tag")).data ?? null,
    customer: CustomerId.safeParse(params.get("customer")).data ?? null,
    placed: readDays(params),
    orderStatus: named(orderStatus.parameter, orderStatus.options),
    paymentStatus: named(paymentStatus.parameter, paymentStatus.options),
    fulfillmentStatus: named(fulfillmentStatus.parameter, fulfillmentStatus.options),
  };
}

const AXES: readonly OrderAxis[] = ["orderStatus", "paymentStatus", "fulfillmentStatus"];

/** All orders. */
export const NO_FILTER: OrderSearch = {
  query: "",
  view: null,
  tag: null,
  customer: null,
  placed: null,
  orderStatus: [],
  paymentStatus: [],
  fulfillmentStatus: [],
};

/** The URL of the orders with a tag. */
export const tagPath = (tag: string): string => orderSearchPath({ ...NO_FILTER, tag });

/** The URL of a customer's orders. */
export const customerOrdersPath = (customer: CustomerId): string => orderSearchPath({ ...NO_FILTER, customer });

/** The URL of a filtered list. */
export function orderSearchPath(search: OrderSearch): string {
  return listAddress("/admin/orders", [
    ["q", search.query],
    ["view", search.view ?? ""],
    ["tag", search.tag ?? ""],
    ["customer", search.customer ?? ""],
    ["from", search.placed?.from ?? ""],
    ["to", search.placed?.to ?? ""],
    ...AXES.flatMap((axis) => search[axis].map((state) => [ORDER_AXES[axis].parameter, state] as const)),
  ]);
}

/** The same as an input of `admin.orders.list`. */
export function toOrderInput(search: OrderSearch) {
  const { query, view, tag, customer, placed, orderStatus, paymentStatus, fulfillmentStatus } = search;
  return {
    ...queryInput(query),
    ...(view === null ? {} : { view }),
    ...(tag === null ? {} : { tag }),
    ...(customer === null ? {} : { customer }),
    ...(placed === null ? {} : { placed }),
    ...(orderStatus.length === 0 ? {} : { orderStatus: [...orderStatus] }),
    ...(paymentStatus.length === 0 ? {} : { paymentStatus: [...paymentStatus] }),
    ...(fulfillmentStatus.length === 0 ? {} : { fulfillmentStatus: [...fulfillmentStatus] }),
  };
}
