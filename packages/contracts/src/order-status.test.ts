import { describe, expect, it } from "vitest";
import { isCancellable, isReturnable, isSettled, mayMove, ORDER_MOVES, OrderStatus } from "./order-status.ts";

function reachableFrom(start: OrderStatus): Set<OrderStatus> {
  const seen = new Set<OrderStatus>([start]);
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const to of ORDER_MOVES[next]) {
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
  }
  return seen;
}

const ALL = OrderStatus.options;
const ENDS: readonly OrderStatus[] = ["cancelled", "refunded"];

describe("the life of an order", () => {
  it("reaches every status from pending", () => {
    expect([...reachableFrom("pending")].toSorted()).toEqual([...ALL].toSorted());
  });

  it("ends in cancelled and refunded, and nowhere else", () => {
    expect(ALL.filter((status) => ORDER_MOVES[status].length === 0)).toEqual(ENDS);
  });

  it.each(ALL)("can end from %s", (status) => {
    expect(ENDS.some((end) => reachableFrom(status).has(end))).toBe(true);
  });

  it("names every status, moves nothing to itself, and lists no move twice", () => {
    expect(Object.keys(ORDER_MOVES).toSorted()).toEqual([...ALL].toSorted());
    for (const status of ALL) {
      expect(mayMove(status, status)).toBe(false);
      expect(new Set(ORDER_MOVES[status]).size).toBe(ORDER_MOVES[status].length);
    }
  });

  it("is confirmed only after stock was reserved and money taken", () => {
    expect(ALL.filter((status) => mayMove(status, "reserved"))).toEqual(["pending"]);
    expect(ALL.filter((status) => mayMove(status, "paid"))).toEqual(["reserved"]);
    expect(ALL.filter((status) => mayMove(status, "confirmed"))).toEqual(["paid"]);
  });

  it("never goes back to an unsettled status once it is settled", () => {
    for (const status of ALL.filter(isSettled)) {
      expect([...reachableFrom(status)].filter((later) => !isSettled(later))).toEqual([]);
    }
  });

  it("cannot be cancelled once it has left the house, nor returned before", () => {
    expect(ALL.filter(isCancellable)).toEqual(["confirmed", "packed"]);
    expect(ALL.filter(isReturnable)).toEqual(["shipped", "delivered"]);
    for (const status of ALL.filter(isReturnable)) expect(mayMove(status, "returned")).toBe(true);
  });
});
