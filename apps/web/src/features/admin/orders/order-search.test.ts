import { AdminListOrders } from "@cartwright/contracts/admin";
import { FulfillmentStatus, OrderStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import { OrderView } from "@cartwright/contracts/order-work";
import fc from "fast-check";
import { expect, it } from "vitest";
import { orderSearchPath, readOrderSearch, toOrderInput } from "./order-search.ts";

const paramsOf = (path: string) => new URL(path, "http://shop.example").searchParams;

it("is the same after a round trip through the URL", () => {
  const search = fc.record({
    query: fc.string({ maxLength: 200 }).map((text) => text.toWellFormed().trim()),
    view: fc.constantFrom(null, ...OrderView.options),
    customer: fc.constant(null),
    tag: fc.constantFrom(null, "gift", "a & b", "größe 2"),
    placed: fc.constantFrom(null, { from: "2026-11-01", to: "2026-11-30" }, { from: "2024-02-29", to: "2024-02-29" }),
    orderStatus: fc.subarray([...OrderStatus.options]),
    paymentStatus: fc.subarray([...PaymentStatus.options]),
    fulfillmentStatus: fc.subarray([...FulfillmentStatus.options]),
  });
  fc.assert(
    fc.property(search, (given) => {
      expect(readOrderSearch(paramsOf(orderSearchPath(given)))).toEqual(given);
      expect(AdminListOrders.safeParse(toOrderInput(given)).success).toBe(true);
    }),
  );
});

it("leaves out what is not a state, and cuts a query that is too long for the API", () => {
  const search = readOrderSearch(
    paramsOf(
      `/admin/orders?payment=paid&payment=__proto__&payment=paid&status=paid&view=paid&from=2026-11-30&to=2026-11-01&q=${"x".repeat(900)}`,
    ),
  );
  expect(search.paymentStatus).toEqual(["paid"]);
  expect(search.orderStatus).toEqual([]);
  expect(search.view).toBeNull();
  expect(search.placed).toBeNull();
  expect(AdminListOrders.safeParse(toOrderInput(search)).success).toBe(true);
});
