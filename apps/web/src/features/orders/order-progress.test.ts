import { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderEventType } from "@cartwright/contracts/messages";
import type { Order } from "@cartwright/contracts/orders";
import { expect, test } from "vitest";
import type { z } from "zod";
import type { OrderStatuses } from "@cartwright/contracts/order-status";
import { checkoutSteps, wasCharged, withEvent } from "./order-progress.ts";

type EventType = z.infer<typeof OrderEventType>;
const NUMBER = OrderNumber.parse("CW-2345-6789");
const at = "2026-11-22T10:00:00.000Z";

const statuses = (status: Order["status"]): OrderStatuses => ({
  status,
  orderStatus: status === "cancelled" || status === "confirmed" ? status : "pending",
  paymentStatus: status === "confirmed" ? "paid" : "unpaid",
  fulfillmentStatus: "unfulfilled",
});

function orderWith(status: Order["status"], types: readonly EventType[]): Order {
  return {
    number: NUMBER,
    ...statuses(status),
    settled: false,
    email: "shopper@example.com",
    createdAt: at,
    lines: [],
    subtotalMinor: 0,
    discountMinor: 0,
    shippingMinor: 0,
    taxMinor: 0,
    taxIncluded: true,
    totalMinor: 0,
    giftCardMinor: 0,
    refundedMinor: 0,
    currency: "EUR",
    shippingAddress: { name: "A", line1: "B", city: "C", postalCode: "1", country: "DE" },
    shippingAddressLines: ["A", "B", "1 C", "Germany"],
    shippingMethod: "Parcel",
    action: null,
    cancellable: false,
    returnable: false,
    fulfillments: [],
    refunds: [],
    returns: [],
    exchangeOf: null,
    failure: null,
    timeline: types.map((type, index) => ({ seq: index + 1, type, at, message: type, ...statuses(status) })),
  };
}

const event = (seq: number, type: EventType, status: Order["status"] = "reserved") => {
  return { number: NUMBER, seq, type, at, message: type, ...statuses(status) };
};

test("the next event extends the timeline and brings the state it carries", () => {
  const order = withEvent(orderWith("pending", ["order.created"]), event(2, "inventory.reserved"));
  expect(order.status).toBe("reserved");
  expect(order.timeline.map((entry) => entry.seq)).toEqual([1, 2]);
  expect(withEvent(order, event(3, "order.confirmed", "confirmed"))).toMatchObject(statuses("confirmed"));
});

test("a repeated event, one after a gap, and one of another order change nothing", () => {
  const order = orderWith("reserved", ["order.created", "inventory.reserved"]);
  expect(withEvent(order, event(2, "inventory.reserved"))).toBe(order);
  expect(withEvent(order, event(4, "order.confirmed"))).toBe(order);
  expect(withEvent(order, { ...event(3, "payment.processed"), number: OrderNumber.parse("CW-2222-2222") })).toBe(order);
});

test("an event that changes nothing carries the same state", () => {
  const order = withEvent(orderWith("reserved", ["order.created", "inventory.reserved"]), event(3, "payment.delayed"));
  expect(order.status).toBe("reserved");
});

test("the steps show how far the checkout is, and where it failed", () => {
  const states = (order: Order) => checkoutSteps(order).map((step) => step.state);
  expect(states(orderWith("pending", ["order.created"]))).toEqual(["done", "current", "waiting", "waiting"]);
  expect(
    states(
      orderWith("cancelled", [
        "order.created",
        "inventory.reserved",
        "payment.failed",
        "inventory.released",
        "order.cancelled",
      ]),
    ),
  ).toEqual(["done", "done", "failed", "waiting"]);
  expect(
    states(orderWith("confirmed", ["order.created", "inventory.reserved", "payment.processed", "order.confirmed"])),
  ).toEqual(["done", "done", "done", "done"]);
});

test("an order was charged when a payment was processed, or when a refund shows a charge found later", () => {
  const cancelled = orderWith("cancelled", ["order.created", "inventory.reserved", "order.cancelled"]);
  expect(wasCharged(cancelled)).toBe(false);
  expect(wasCharged({ ...cancelled, refundedMinor: 1_999 })).toBe(true);
  expect(wasCharged(orderWith("cancelled", ["order.created", "payment.processed"]))).toBe(true);
});
