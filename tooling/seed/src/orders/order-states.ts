import { type OrderState, type OrderSummaryStatus, summarizeOrder } from "@cartwright/contracts/order-status";
import {
  deriveFulfillmentStatus,
  isFulfilled,
  type LineProgress,
} from "@cartwright/core/fulfillment/derive-fulfillment-status";
import type { DemoOrder } from "./demo-orders.ts";
import type { Story } from "./story.ts";

type Goods = Pick<DemoOrder, "lines" | "story">;

/** By position of the line: all units, or one of the first line. */
const unitsOf = ({ lines }: Goods, inPart: boolean): readonly number[] =>
  lines.map(({ quantity }, index) => (inPart ? (index === 0 ? 1 : 0) : quantity));

/** Units that a demo order's only fulfilment holds, by position of the line. */
export const fulfilledUnits = (order: Goods): readonly number[] => unitsOf(order, order.story.shipsInPart);

/** Units that a demo order's return is about, by position of the line. */
export const returnedUnits = (order: Goods): readonly number[] => unitsOf(order, order.story.returned?.inPart ?? false);

function progressOf(order: Goods, done: ReadonlySet<string>): LineProgress[] {
  const [units, back] = [fulfilledUnits(order), returnedUnits(order)];
  return order.lines.map(({ quantity }, index) => {
    const reached = (type: string, of = units) => (done.has(type) ? (of[index] ?? 0) : 0);
    return {
      toFulfill: quantity,
      packed: reached("order.packed"),
      shipped: reached("order.shipped"),
      delivered: reached("order.delivered"),
      returned: reached("order.returned", back),
    };
  });
}

type Change = (state: OrderState, story: Story) => Partial<OrderState>;

const CHANGES: Readonly<Partial<Record<Story["events"][number]["type"], Change>>> = {
  "inventory.reserved": () => ({ reserved: true }),
  "inventory.released": () => ({ reserved: false }),
  "payment.processed": () => ({ paymentStatus: "paid" }),
  "payment.failed": () => ({ paymentStatus: "failed" }),
  "payment.refunded": (_state, { payment }) => ({
    paymentStatus: payment?.state === "partially_refunded" ? "partially_refunded" : "refunded",
  }),
  "order.confirmed": () => ({ status: "confirmed" }),
  "order.cancelled": () => ({ status: "cancelled" }),
};

/** The state of a demo order after each of its events. The last one is the order's own, and must be what the story says. */
export function orderStates(order: Pick<DemoOrder, "lines" | "story" | "number">): readonly OrderState[] {
  const { story } = order;
  const done = new Set<string>();
  let state: OrderState = {
    status: "pending",
    reserved: false,
    paymentStatus: "unpaid",
    fulfillmentStatus: "unfulfilled",
  };
  const states = story.events.map(({ type }) => {
    done.add(type);
    const progress = progressOf(order, done);
    const fulfillmentStatus = deriveFulfillmentStatus(progress);
    state = { ...state, ...CHANGES[type]?.(state, story), fulfillmentStatus };
    if (state.status === "confirmed" && isFulfilled(progress)) state = { ...state, status: "completed" };
    return state;
  });
  const summary: OrderSummaryStatus = summarizeOrder(state);
  if (summary !== story.status) throw new Error(`${order.number} should be ${story.status} and is ${summary}`);
  return states;
}
