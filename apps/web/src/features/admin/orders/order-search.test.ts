import { AdminListOrders } from "@cartwright/contracts/admin";
import { OrderStatus } from "@cartwright/contracts/order-status";
import fc from "fast-check";
import { expect, it } from "vitest";
import { orderSearchPath, readOrderSearch, toOrderInput } from "./order-search.ts";

const paramsOf = (path: string) => new URL(path, "http://shop.example").searchParams;

it("comes back from the address as it went in", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.subarray([...OrderStatus.options]), (query, status) => {
      const search = { query: query.toWellFormed().trim(), status };
      expect(readOrderSearch(paramsOf(orderSearchPath(search)))).toEqual(search);
      expect(AdminListOrders.safeParse(toOrderInput(search)).success).toBe(true);
    }),
  );
});

it("leaves out what is no status, and cuts what is too long for the API", () => {
  const search = readOrderSearch(
    paramsOf(`/admin/orders?status=paid&status=__proto__&status=paid&q=${"x".repeat(900)}`),
  );
  expect(search.status).toEqual(["paid"]);
  expect(AdminListOrders.safeParse(toOrderInput(search)).success).toBe(true);
});
