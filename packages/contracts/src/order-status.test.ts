import { describe, expect, it } from "vitest";
import {
  FULFILLMENT_TRANSITIONS,
  FulfillmentStatus,
  headlineOf,
  illegalTransition,
  isCancellable,
  isReturnable,
  isSettled,
  ORDER_TRANSITIONS,
  type OrderState,
  OrderStatus,
  OrderSummaryStatus,
  PAYMENT_TRANSITIONS,
  PaymentStatus,
  showStatuses,
  summarizeOrder,
} from "./order-status.ts";

type Table = Readonly<Record<string, readonly string[]>>;

const AXES: readonly { axis: string; table: Table; all: readonly string[]; start: string; ends: readonly string[] }[] =
  [
    {
      axis: "status",
      table: ORDER_TRANSITIONS,
      all: OrderStatus.options,
      start: "pending",
      ends: ["cancelled", "completed"],
    },
    {
      axis: "paymentStatus",
      table: PAYMENT_TRANSITIONS,
      all: PaymentStatus.options,
      start: "unpaid",
      ends: ["refunded"],
    },
    {
      axis: "fulfillmentStatus",
      table: FULFILLMENT_TRANSITIONS,
      all: FulfillmentStatus.options,
      start: "unfulfilled",
      ends: ["returned"],
    },
  ];

function reachableFrom(table: Table, start: string): Set<string> {
  const seen = new Set([start]);
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const to of table[next] ?? []) {
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
  }
  return seen;
}

const STATE: OrderState = {
  status: "confirmed",
  reserved: true,
  paymentStatus: "paid",
  fulfillmentStatus: "unfulfilled",
};
const state = (given: Partial<OrderState>): OrderState => ({ ...STATE, ...given });

/** Every combination of the three axes. */
const EVERY: readonly OrderState[] = OrderStatus.options.flatMap((status) =>
  PaymentStatus.options.flatMap((paymentStatus) =>
    FulfillmentStatus.options.flatMap((fulfillmentStatus) =>
      [true, false].map((reserved) => ({ status, paymentStatus, fulfillmentStatus, reserved })),
    ),
  ),
);

describe.each(AXES)("the transitions of $axis", ({ table, all, start, ends }) => {
  it("reach every state from the first", () => {
    expect([...reachableFrom(table, start)].toSorted()).toEqual([...all].toSorted());
  });

  it("end where nothing more can happen, and nowhere else", () => {
    expect(all.filter((each) => table[each]?.length === 0).toSorted()).toEqual([...ends].toSorted());
  });

  it.each(all)("lead from %s to an end", (each) => {
    expect(ends.some((end) => reachableFrom(table, each).has(end))).toBe(true);
  });

  it("name every state, never lead to the same state, and list nothing twice", () => {
    expect(Object.keys(table).toSorted()).toEqual([...all].toSorted());
    for (const each of all) {
      expect(table[each]).not.toContain(each);
      expect(new Set(table[each]).size).toBe(table[each]?.length);
    }
  });
});

describe("a transition", () => {
  it("is refused when its axis does not allow it", () => {
    expect(illegalTransition(state({ status: "cancelled" }), { status: "confirmed" })).toBe("cancelled -> confirmed");
    expect(illegalTransition(state({}), { paymentStatus: "unpaid" })).toBe("paid -> unpaid");
    expect(illegalTransition(state({ fulfillmentStatus: "shipped" }), { fulfillmentStatus: "packed" })).toBe(
      "shipped -> packed",
    );
  });

  it("leaves the other axes alone: a delivered order can be refunded in part and still be returned", () => {
    const delivered = state({ status: "completed", fulfillmentStatus: "delivered" });
    expect(illegalTransition(delivered, { paymentStatus: "partially_refunded" })).toBeNull();
    const refunded = { ...delivered, paymentStatus: "partially_refunded" as const };
    expect(isReturnable(refunded)).toBe(true);
    expect(illegalTransition(refunded, { fulfillmentStatus: "returned" })).toBeNull();
  });

  it("to the same state is no transition", () => {
    for (const each of EVERY) expect(illegalTransition(each, each)).toBeNull();
  });
});

describe("the summary", () => {
  it("uses every word, and every state has one", () => {
    expect(new Set(EVERY.map(summarizeOrder))).toEqual(new Set(OrderSummaryStatus.options));
  });

  it.each([
    [{ status: "pending", reserved: false, paymentStatus: "unpaid" }, "pending"],
    [{ status: "pending", paymentStatus: "unpaid" }, "reserved"],
    [{ status: "pending", paymentStatus: "failed" }, "reserved"],
    [{ status: "pending" }, "paid"],
    [{ status: "pending", paymentStatus: "refunded" }, "paid"],
    [{ status: "pending", reserved: false, paymentStatus: "partially_refunded" }, "paid"],
    [{}, "confirmed"],
    [{ fulfillmentStatus: "partially_packed" }, "confirmed"],
    [{ fulfillmentStatus: "packed" }, "packed"],
    [{ fulfillmentStatus: "partially_delivered" }, "partially_shipped"],
    [{ status: "completed", fulfillmentStatus: "partially_returned" }, "delivered"],
    [
      { status: "completed", fulfillmentStatus: "delivered", paymentStatus: "partially_refunded" },
      "partially_refunded",
    ],
    [{ status: "completed", fulfillmentStatus: "returned", paymentStatus: "partially_refunded" }, "returned"],
    [{ status: "completed", fulfillmentStatus: "returned", paymentStatus: "refunded" }, "refunded"],
    [{ status: "cancelled", paymentStatus: "refunded" }, "cancelled"],
  ] as const)("of %j is %s", (given, word) => {
    expect(summarizeOrder(state(given))).toBe(word);
  });
});

describe("what can be done with an order", () => {
  it("can be cancelled until something has shipped", () => {
    const allowed = FulfillmentStatus.options.filter((fulfillmentStatus) =>
      isCancellable(state({ fulfillmentStatus })),
    );
    expect(allowed).toEqual(["unfulfilled", "partially_packed", "packed"]);
    expect(isCancellable(state({ status: "pending" }))).toBe(true);
    for (const status of ["completed", "cancelled"] as const) expect(isCancellable(state({ status }))).toBe(false);
  });

  it("can be returned once it has arrived, unless it was cancelled or refunded in full", () => {
    const allowed = FulfillmentStatus.options.filter((fulfillmentStatus) => isReturnable(state({ fulfillmentStatus })));
    expect(allowed).toEqual(["partially_delivered", "delivered", "partially_returned"]);
    expect(isReturnable(state({ fulfillmentStatus: "delivered", paymentStatus: "refunded" }))).toBe(false);
    expect(isReturnable(state({ fulfillmentStatus: "delivered", status: "cancelled" }))).toBe(false);
  });

  it("never becomes unsettled again once its checkout has ended", () => {
    for (const status of OrderStatus.options.filter(isSettled)) {
      expect([...reachableFrom(ORDER_TRANSITIONS, status)]).not.toContain("pending");
    }
  });
});

describe("what a shopper reads first", () => {
  it.each([
    ["partially_shipped", "partially_shipped"],
    ["shipped", "shipped"],
    ["partially_delivered", "partially_shipped"],
    ["delivered", "partially_refunded"],
    ["partially_returned", "partially_refunded"],
  ] as const)("of a partly refunded order that is %s is %s", (fulfillmentStatus, headline) => {
    const statuses = showStatuses({ ...STATE, paymentStatus: "partially_refunded", fulfillmentStatus });
    expect(headlineOf(statuses)).toBe(headline);
  });

  it("is otherwise the order's summary", () => {
    const statuses = showStatuses({ ...STATE, paymentStatus: "refunded", fulfillmentStatus: "shipped" });
    expect(headlineOf(statuses)).toBe("refunded");
  });
});
