import type {
  AdminPackOrders,
  AdminTagOrders,
  AdminUnpackOrders,
  OrderOutcomes,
  TagOutcomes,
} from "@cartwright/contracts/order-bulk";
import type { Deps } from "../kernel/deps.ts";
import { actOnEach } from "./act-on-each.ts";
import { unpackParcelAsStaff } from "./change-parcel.ts";
import { fulfillOrderAsStaff } from "./fulfill-order.ts";
import { changeTagsAsStaff } from "./order-notes.ts";
import type { PlainStaffAct, StaffAct } from "./staff-act.ts";

// Each order is changed in a transaction of its own, with its audit entry and event, as if it were the only one.

/** Packs all open units of each order as one parcel. The same again packs nothing more. */
export async function packOrdersAsStaff(
  deps: Deps,
  { orders }: AdminPackOrders,
  act: PlainStaffAct,
): Promise<OrderOutcomes> {
  const outcomes = await actOnEach(deps, orders, (order) => fulfillOrderAsStaff(deps, order, act));
  return { items: outcomes.map(({ row: { number }, refusal }) => ({ number, refusal })) };
}

/** Unpacks the parcel of each order. One that has been shipped is refused. */
export async function unpackOrdersAsStaff(
  deps: Deps,
  { orders }: AdminUnpackOrders,
  act: StaffAct,
): Promise<OrderOutcomes> {
  const outcomes = await actOnEach(deps, orders, (parcel) => unpackParcelAsStaff(deps, parcel, act));
  return { items: outcomes.map(({ row: { number }, refusal }) => ({ number, refusal })) };
}

/** Adds and removes tags of each order, and says which it did not have, or had, before. */
export async function tagOrdersAsStaff(
  deps: Deps,
  { orders }: AdminTagOrders,
  act: PlainStaffAct,
): Promise<TagOutcomes> {
  const outcomes = await actOnEach(deps, orders, (order) => changeTagsAsStaff(deps, order, act));
  return {
    items: outcomes.map((outcome) => {
      const { added, removed } = outcome.refusal === null ? outcome.result : { added: [], removed: [] };
      return { number: outcome.row.number, refusal: outcome.refusal, added, removed };
    }),
  };
}
