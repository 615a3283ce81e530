import { expect, it } from "vitest";
import { FulfillmentStatus } from "./order-status.ts";
import { OrderWork, workOf } from "./order-work.ts";

const paid = { orderStatus: "confirmed", paymentStatus: "paid", fulfillmentStatus: "unfulfilled" } as const;

it("says what a confirmed order waits for by where its goods are", () => {
  const works = FulfillmentStatus.options.map((fulfillmentStatus) => workOf({ ...paid, fulfillmentStatus }, false));
  expect(works).toEqual([
    "to_pack",
    "to_pack",
    "to_ship",
    "part_shipped",
    "shipped",
    "part_delivered",
    "delivered",
    "part_returned",
    "returned",
  ]);
});

it("puts a person first: an order that needs one is not packed meanwhile", () => {
  for (const orderStatus of ["pending", "confirmed", "completed", "cancelled"] as const)
    expect(workOf({ ...paid, orderStatus }, true)).toBe("attention");
});

it("sends nothing that was cancelled or refunded in full, and keeps what was sent before", () => {
  expect(workOf({ ...paid, orderStatus: "cancelled" }, false)).toBe("cancelled");
  expect(workOf({ ...paid, paymentStatus: "refunded" }, false)).toBe("nothing_to_send");
  expect(workOf({ ...paid, paymentStatus: "refunded", fulfillmentStatus: "packed" }, false)).toBe("nothing_to_send");
  expect(workOf({ ...paid, paymentStatus: "refunded", fulfillmentStatus: "shipped" }, false)).toBe("shipped");
  expect(workOf({ ...paid, paymentStatus: "partially_refunded" }, false)).toBe("to_pack");
});

it("does not offer an order that is still being paid", () => {
  expect(workOf({ ...paid, orderStatus: "pending" }, false)).toBe("processing");
  expect(OrderWork.options).toHaveLength(12);
});
