import { FULFILLMENT_TRANSITIONS } from "@cartwright/contracts/order-status";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveFulfillmentStatus, type LineProgress } from "./derive-fulfillment-status.ts";

const line = (toFulfill: number, packed = 0, shipped = 0, delivered = 0, returned = 0): LineProgress => {
  return { toFulfill, packed, shipped, delivered, returned };
};

describe("the fulfilment status", () => {
  it.each([
    ["unfulfilled", [line(2), line(1)]],
    ["partially_packed", [line(2, 1), line(1)]],
    ["packed", [line(2, 2), line(1, 1)]],
    ["partially_shipped", [line(2, 2, 2), line(1, 1)]],
    ["shipped", [line(2, 2, 2), line(1, 1, 1)]],
    ["partially_delivered", [line(2, 2, 2, 1), line(1, 1, 1)]],
    ["delivered", [line(2, 2, 2, 2), line(1, 1, 1, 1)]],
    ["partially_returned", [line(2, 2, 2, 2, 1), line(1, 1, 1, 1)]],
    ["returned", [line(2, 2, 2, 2, 2), line(1, 1, 1, 1, 1)]],
  ] as const)("is %s", (status, lines) => {
    expect(deriveFulfillmentStatus(lines)).toBe(status);
  });

  it("leaves out units that were refunded before shipping", () => {
    expect(deriveFulfillmentStatus([line(1, 1, 1), line(0)])).toBe("shipped");
  });

  it("is unfulfilled for an order with nothing left to fulfil", () => {
    expect(deriveFulfillmentStatus([line(0)])).toBe("unfulfilled");
  });

  it("only ever moves along its table while units are packed, shipped, delivered and returned one by one", () => {
    const act = fc.record({ line: fc.nat(2), stage: fc.constantFrom("packed", "shipped", "delivered", "returned") });
    const before = { packed: "toFulfill", shipped: "packed", delivered: "shipped", returned: "delivered" } as const;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
        fc.array(act),
        (ordered, acts) => {
          const lines = ordered.map((quantity) => ({ ...line(quantity) }) as Record<keyof LineProgress, number>);
          let status = deriveFulfillmentStatus(lines as LineProgress[]);
          for (const { line: index, stage } of acts) {
            const at = lines[index % lines.length];
            const stageName = stage as keyof typeof before;
            if (!at || at[stageName] >= at[before[stageName]]) continue;
            at[stageName] += 1;
            const next = deriveFulfillmentStatus(lines as LineProgress[]);
            if (next !== status) expect(FULFILLMENT_TRANSITIONS[status]).toContain(next);
            status = next;
          }
        },
      ),
    );
  });
});
