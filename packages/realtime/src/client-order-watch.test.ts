import { OrderNumber } from "@cartwright/contracts/ids";
import type { OrderEvent, SubscribeResponse } from "@cartwright/contracts/rooms";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOrderWatch } from "./client-order-watch.ts";
import type { WatchState } from "./client-connection.ts";

const number = OrderNumber.parse("CW-2345-2345");
const event = (seq: number): OrderEvent => ({
  number,
  seq,
  type: "order.created",
  at: "2026-01-01T00:00:00.000Z",
  message: String(seq),
  status: "pending",
  orderStatus: "pending",
  paymentStatus: "unpaid",
  fulfillmentStatus: "unfulfilled",
});
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A gateway with events up to `last`, which responds in pages of the given size. */
function fakeGateway(last: number, page = 500) {
  const asked: number[] = [];
  return {
    asked,
    port: {
      enter: async (after: number): Promise<SubscribeResponse> => {
        asked.push(after);
        return { ok: true, events: range(after + 1, Math.min(last, after + page)).map(event) };
      },
      renew: () => undefined,
      isConnected: () => true,
    },
  };
}

/** Lets all pending work finish: responses here need only microtasks. */
const settle = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("an order's watch in the browser", () => {
  it("hands over every event after the cursor once and in order, whatever arrives when", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 }),
        async (...[last, after, page, pushes]) => {
          const got: number[] = [];
          const watch = createOrderWatch(fakeGateway(last, page).port);
          watch.add(after, { onEvent: ({ seq }) => got.push(seq) });
          for (const [index, seq] of pushes.filter((candidate) => candidate <= last).entries()) {
            watch.take(event(seq));
            if (index % 7 === 0) await settle();
          }
          await settle();
          // The gateway pushes the last event at some point, which reveals every gap before it.
          watch.take(event(last));
          await settle();
          expect(got).toEqual(after >= last ? [] : range(after + 1, last));
        },
      ),
    );
  });

  it("sends a second watcher with an older cursor all that it lacks, and the first one nothing twice", async () => {
    const { port } = fakeGateway(6);
    const watch = createOrderWatch(port);
    const [first, second]: number[][] = [[], []];
    watch.add(4, { onEvent: ({ seq }) => first?.push(seq) });
    await settle();
    watch.add(0, { onEvent: ({ seq }) => second?.push(seq) });
    await settle();
    expect(first).toEqual([5, 6]);
    expect(second).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("reconnects once before it accepts a refusal", async () => {
    const states: WatchState[] = [];
    let renewals = 0;
    const watch = createOrderWatch({
      enter: async () => ({ ok: false, reason: "not_found" }),
      renew: () => (renewals += 1),
      isConnected: () => true,
    });
    watch.add(0, { onEvent: () => undefined, onState: (state) => states.push(state) });
    await settle();
    expect(states).toEqual(["connecting"]);
    watch.connected();
    await settle();
    expect(states).toEqual(["connecting", "refused"]);
    expect(renewals).toBe(1);
  });

  it("is empty after its last watcher left, and sends no more requests", async () => {
    const { asked, port } = fakeGateway(3);
    const watch = createOrderWatch(port);
    const leave = watch.add(0, { onEvent: () => undefined });
    await settle();
    leave();
    watch.connected();
    watch.take(event(9));
    await settle();
    expect(watch.isEmpty()).toBe(true);
    expect(asked).toEqual([0]);
  });
});
