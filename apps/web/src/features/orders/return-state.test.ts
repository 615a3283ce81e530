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

test("only an order that the server calls returnable can be asked about", () => {
  expect(stateOf("shipped", true, "order.shipped")).toBe("available");
  expect(stateOf("delivered", true, "order.shipped", "order.delivered")).toBe("available");
  expect(stateOf("confirmed", false, "order.confirmed")).toBe("none");
});

test("a request takes the place of the question, also before the server's word on the rest is here", () => {
  expect(stateOf("delivered", false, "order.delivered", "order.return_requested")).toBe("requested");
  expect(stateOf("delivered", true, "order.delivered", "order.return_requested")).toBe("requested");
});

test("it asks no longer once the parcel or the money went back", () => {
  expect(stateOf("returned", false, "order.return_requested", "order.returned")).toBe("none");
  expect(stateOf("partially_refunded", false, "order.return_requested", "order.returned")).toBe("none");
  expect(stateOf("refunded", false, "order.return_requested", "order.refunded")).toBe("none");
});
