import type { Order } from "@cartwright/contracts/orders";
import { expect, test } from "vitest";
import { returnState } from "./return-state.ts";

const at = "2026-11-22T10:00:00.000Z";
type EventType = Order["timeline"][number]["type"];
const STATUSES = {
  status: "confirmed",
  orderStatus: "confirmed",
  paymentStatus: "paid",
  fulfillmentStatus: "unfulfilled",
} as const;

function stateOf(status: Order["status"], returnable: boolean, ...types: readonly EventType[]) {
  const timeline = types.map((type, index) => Object.assign({ seq: index + 1, type, at, message: type }, STATUSES));
  return returnState({ status, returnable, timeline });
}

test("offers a return only for an order that the server calls returnable", () => {
  expect(stateOf("shipped", false, "order.shipped")).toBe("none");
  expect(stateOf("delivered", true, "order.shipped", "order.delivered")).toBe("available");
  expect(stateOf("confirmed", false, "order.confirmed")).toBe("none");
});

test("a request replaces the offer, also before the rest of the order has loaded", () => {
  expect(stateOf("delivered", false, "order.delivered", "order.return_requested")).toBe("requested");
  expect(stateOf("delivered", true, "order.delivered", "order.return_requested")).toBe("requested");
});

test("offers no return once the items or the money went back", () => {
  expect(stateOf("returned", false, "order.return_requested", "order.returned")).toBe("none");
  expect(stateOf("partially_refunded", false, "order.return_requested", "order.returned")).toBe("none");
  expect(stateOf("refunded", false, "order.return_requested", "order.refunded")).toBe("none");
});
