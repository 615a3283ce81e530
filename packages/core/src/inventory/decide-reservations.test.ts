import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decideReservations, type ReservationRequest } from "./decide-reservations.ts";

const variantId = (n: number) => `variant-${n}` as VariantId;
const orderId = (n: number) => `order-${String(n).padStart(4, "0")}` as OrderId;

const stock = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 });
const wishes = fc.array(
  fc.uniqueArray(fc.record({ variant: fc.integer({ min: 0, max: 5 }), quantity: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 4,
    selector: (line) => line.variant,
  }),
  { maxLength: 20 },
);

function world(onShelf: readonly number[], orders: readonly { variant: number; quantity: number }[][]) {
  const available = new Map(onShelf.map((units, n) => [variantId(n), units]));
  const requests: ReservationRequest[] = orders.map((lines, n) => ({
    orderId: orderId(n),
    placedAs: orderId(n),
    lines: lines.map(({ variant, quantity }) => ({ variantId: variantId(variant), quantity })),
  }));
  return { available, requests };
}

function taken(requests: readonly ReservationRequest[], decisions: ReturnType<typeof decideReservations>) {
  const sums = new Map<VariantId, number>();
  for (const request of requests) {
    if (decisions.get(request.orderId)?.kind !== "reserved") continue;
    for (const line of request.lines) sums.set(line.variantId, (sums.get(line.variantId) ?? 0) + line.quantity);
  }
  return sums;
}

it("never reserves more than there is, and decides every order", () => {
  fc.assert(
    fc.property(stock, wishes, (onShelf, orders) => {
      const { available, requests } = world(onShelf, orders);
      const decisions = decideReservations(available, requests);
      expect(decisions.size).toBe(requests.length);
      for (const [variant, units] of taken(requests, decisions)) {
        expect(units).toBeLessThanOrEqual(available.get(variant) ?? 0);
      }
    }),
  );
});

it("serves first come, first served: an order is refused only because of the orders before it", () => {
  fc.assert(
    fc.property(stock, wishes, (onShelf, orders) => {
      const { available, requests } = world(onShelf, orders);
      const decisions = decideReservations(available, requests);
      requests.forEach((request, index) => {
        const before = taken(requests.slice(0, index), decisions);
        const short = request.lines
          .filter((line) => (available.get(line.variantId) ?? 0) - (before.get(line.variantId) ?? 0) < line.quantity)
          .map((line) => line.variantId);
        expect(decisions.get(request.orderId)).toEqual(
          short.length === 0 ? { kind: "reserved" } : { kind: "short", variantIds: short },
        );
      });
    }),
  );
});

it("decides the same in whatever order a batch was collected", () => {
  fc.assert(
    fc.property(stock, wishes, fc.integer(), (onShelf, orders, seed) => {
      const { available, requests } = world(onShelf, orders);
      const shuffled = requests.toSorted((a, b) => ((a.orderId.length * seed) ^ seed) - b.lines.length);
      expect(new Map(decideReservations(available, shuffled))).toEqual(decideReservations(available, requests));
    }),
  );
});
