import type { FulfillmentState } from "@cartwright/contracts/orders";
import { expect, test } from "vitest";
import { planShipment, type ShipmentFacts } from "./plan-shipment.ts";

const parcel = (id: string, state: FulfillmentState, trackingNumber: string | null = null) => ({
  id,
  state,
  trackingNumber,
});
const confirmed = (parcels: ShipmentFacts["parcels"], open = 0): ShipmentFacts => ({
  status: "confirmed",
  parcels,
  open,
});

test.each([
  ["nothing is packed", confirmed([], 2), { effect: "pack_and_ship" }],
  ["one parcel is packed", confirmed([parcel("a", "packed")]), { effect: "ship", parcelId: "a" }],
  ["one parcel is packed and units are open", confirmed([parcel("a", "packed")], 1), { effect: "ship", parcelId: "a" }],
  [
    "one has left and one is packed",
    confirmed([parcel("a", "shipped", "X"), parcel("b", "packed")]),
    { effect: "ship", parcelId: "b" },
  ],
  ["a parcel with this number has left", confirmed([parcel("a", "shipped", "T1")], 3), { effect: "already_shipped" }],
  ["several are packed", confirmed([parcel("a", "packed"), parcel("b", "packed")]), { effect: "several_parcels" }],
  [
    "several are packed, one with this number",
    confirmed([parcel("a", "packed"), parcel("b", "packed", "T1")]),
    { effect: "ship", parcelId: "b" },
  ],
  [
    "several are packed with this number",
    confirmed([parcel("a", "packed", "T1"), parcel("b", "packed", "T1")]),
    { effect: "several_parcels" },
  ],
  ["all has left with another number", confirmed([parcel("a", "shipped", "X")]), { effect: "nothing_left" }],
  [
    "the order is delivered with this number",
    { status: "completed", parcels: [parcel("a", "delivered", "T1")], open: 0 },
    { effect: "already_shipped" },
  ],
  ["the order is cancelled", { status: "cancelled", parcels: [], open: 0 }, { effect: "not_confirmed" }],
  ["the order is not paid yet", { status: "pending", parcels: [], open: 2 }, { effect: "not_confirmed" }],
  ["there is no such order", undefined, { effect: "no_order" }],
] as const)("when %s", (_when, facts, plan) => expect(planShipment(facts, "T1")).toEqual(plan));

test("without a tracking number, only an order that leaves whole is shipped, so that a repeated row ships nothing more", () => {
  const plan = (facts: ShipmentFacts) => planShipment(facts, undefined);
  expect(plan(confirmed([], 2))).toEqual({ effect: "pack_and_ship" });
  expect(plan(confirmed([parcel("a", "packed")]))).toEqual({ effect: "ship", parcelId: "a" });
  expect(plan(confirmed([parcel("a", "shipped")]))).toEqual({ effect: "nothing_left" });
  for (const part of [
    confirmed([parcel("a", "packed")], 2),
    confirmed([parcel("a", "shipped")], 2),
    confirmed([parcel("a", "shipped"), parcel("b", "packed")]),
    confirmed([parcel("a", "packed"), parcel("b", "packed")]),
  ])
    expect(plan(part)).toEqual({ effect: "needs_tracking" });
});
