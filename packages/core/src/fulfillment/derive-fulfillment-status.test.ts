import { FULFILLMENT_TRANSITIONS } from "@cartwright/contracts/order-status";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveFulfillmentStatus, isFulfilled, type LineProgress } from "./derive-fulfillment-status.ts";

type Units = readonly [toFulfill: number, packed?: number, shipped?: number, delivered?: number, returned?: number];

function line([toFulfill, packed = 0, shipped = 0, delivered = 0, returned = 0]: Units): LineProgress {
  return { toFulfill, packed, shipped, delivered, returned };
}

describe("the fulfilment status", () => {
  it.each([
    ["unfulfilled", [line([2]), line([1])]],
    ["partially_packed", [line([2, 1]), line([1])]],
    ["packed", [line([2, 2]), line([1, 1])]],
    ["partially_shipped", [line([2, 2, 2]), line([1, 1])]],
    ["shipped", [line([2, 2, 2]), line([1, 1, 1])]],
    ["partially_delivered", [line([2, 2, 2, 1]), line([1, 1, 1])]],
    ["delivered", [line([2, 2, 2, 2]), line([1, 1, 1, 1])]],
    ["partially_returned", [line([2, 2, 2, 2, 1]), line([1, 1, 1, 1])]],
    ["returned", [line([2, 2, 2, 2, 2]), line([1, 1, 1, 1, 1])]],
  ] as const)("is %s", (status, lines) => {
    expect(deriveFulfillmentStatus(lines)).toBe(status);
  });

  it("leaves out units that were refunded before shipping", () => {
    expect(deriveFulfillmentStatus([line([1, 1, 1]), line([0])])).toBe("shipped");
  });

  it("does not count units of one line for another", () => {
    expect(deriveFulfillmentStatus([line([0, 1, 1]), line([1])])).toBe("partially_shipped");
  });

  it("is complete only when every unit was delivered, even if some came back before the others left", () => {
    expect(isFulfilled([line([2, 2, 2, 2, 1]), line([1, 1, 1, 1])])).toBe(true);
    expect(isFulfilled([line([2, 2, 2, 2, 1]), line([1])])).toBe(false);
    expect(isFulfilled([line([0])])).toBe(false);
  });

  it("is unfulfilled for an order with nothing left to fulfil", () => {
    expect(deriveFulfillmentStatus([line([0])])).toBe("unfulfilled");
  });

  it("only moves along its table while units are packed, shipped, delivered and returned one by one", () => {
    const act = fc.record({ index: fc.nat(2), stage: fc.constantFrom("packed", "shipped", "delivered", "returned") });
    const before = { packed: "toFulfill", shipped: "packed", delivered: "shipped", returned: "delivered" } as const;
    const quantities = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });
    const illegal = (ordered: readonly number[], acts: readonly { index: number; stage: keyof typeof before }[]) => {
      const lines: { -readonly [Count in keyof LineProgress]: number }[] = ordered.map((quantity) => line([quantity]));
      let status = deriveFulfillmentStatus(lines);
      return acts.flatMap(({ index, stage }) => {
        const at = lines[index % lines.length];
        if (!at || at[stage] >= at[before[stage]]) return [];
        at[stage] += 1;
        const from = status;
        status = deriveFulfillmentStatus(lines);
        return from === status || FULFILLMENT_TRANSITIONS[from].includes(status) ? [] : [`${from} -> ${status}`];
      });
    };
    fc.assert(
      fc.property(quantities, fc.array(act), (ordered, acts) => {
        expect(illegal(ordered, acts)).toEqual([]);
      }),
    );
  });
});
