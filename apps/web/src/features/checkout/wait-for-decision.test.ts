import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { waitForDecision } from "./wait-for-decision.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PENDING = { settled: false, action: null };

/** An order that is as told, and a socket that is told of events. */
function source(order: { settled: boolean; action: unknown }) {
  let notify: (event: { type: "order.cancelled" | "payment.failed"; orderStatus: "pending" | "cancelled" }) => void;
  const end = vi.fn();
  const state = { order, reads: 0 };
  return {
    state,
    end,
    tell: (event: Parameters<typeof notify>[0]) => notify(event),
    read: async () => {
      state.reads += 1;
      return state.order;
    },
    watch: (onEvent: typeof notify) => {
      notify = onEvent;
      return end;
    },
  };
}

test("reads the order once an event has settled it, and stops watching", async () => {
  const placed = source(PENDING);
  const decided = waitForDecision(placed);
  placed.tell({ type: "payment.failed", orderStatus: "pending" });
  expect(placed.state.reads).toBe(0);
  placed.state.order = { settled: true, action: null };
  placed.tell({ type: "order.cancelled", orderStatus: "cancelled" });
  expect(await decided).toEqual({ settled: true, action: null });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([placed.state.reads, placed.end.mock.calls.length]).toEqual([1, 1]);
});

test("without a socket it polls; an approval that the shopper must give ends it too", async () => {
  const placed = source(PENDING);
  const decided = waitForDecision(placed);
  await vi.advanceTimersByTimeAsync(1_000);
  placed.state.order = { settled: false, action: { kind: "approve_payment" } };
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await decided).toMatchObject({ action: { kind: "approve_payment" } });
});

test("gives up after four seconds", async () => {
  const decided = waitForDecision(source(PENDING));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await decided).toBeNull();
});
