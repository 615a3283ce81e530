import type { Order } from "@cartwright/contracts/orders";
import { expect, test } from "vitest";
import { mailBeingSentUntil } from "./order-mail.ts";

const CONFIRMED_AT = Date.parse("2026-11-22T10:00:00.000Z");
const HOUR_MS = 3_600_000;
type EventType = Order["timeline"][number]["type"];
const STATUSES = {
  status: "confirmed",
  orderStatus: "confirmed",
  paymentStatus: "paid",
  fulfillmentStatus: "unfulfilled",
} as const;

/** Until when, after the first event; one event an hour. */
function untilOf(...types: readonly EventType[]): number {
  const timeline = types.map((type, hour) => {
    const at = new Date(CONFIRMED_AT + hour * HOUR_MS).toISOString();
    return Object.assign({ seq: hour + 1, type, at, message: type }, STATUSES);
  });
  return mailBeingSentUntil({ timeline }) - CONFIRMED_AT;
}

test("counts a mail as pending for ten minutes after the last event that is mailed", () => {
  expect(untilOf("order.confirmed")).toBe(600_000);
  expect(untilOf("order.confirmed", "order.packed")).toBe(600_000);
  expect(untilOf("order.confirmed", "order.packed", "order.shipped")).toBe(2 * HOUR_MS + 600_000);
  expect(untilOf("order.created", "payment.failed", "order.cancelled")).toBe(2 * HOUR_MS + 600_000);
});

test("before anything was told there is none", () => {
  expect(mailBeingSentUntil({ timeline: [] })).toBe(0);
  expect(untilOf("order.created", "payment.processed")).toBe(-CONFIRMED_AT);
});
