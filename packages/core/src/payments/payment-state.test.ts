import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChargeOutcome } from "../kernel/payment-gateway.ts";
import { holdsMoney, isOpen, nextState, OUTCOME_MOVES, PAYMENT_STATES, type PaymentState } from "./payment-state.ts";

const KINDS = Object.keys(OUTCOME_MOVES) as ChargeOutcome["kind"][]; // the table has an entry for each kind, by its type
const DECIDED = PAYMENT_STATES.filter((state) => !isOpen(state));
const anyState = fc.constantFrom(...PAYMENT_STATES);
const anyKinds = fc.array(fc.constantFrom(...KINDS), { maxLength: 20 });
const play = (from: PaymentState, kinds: readonly ChargeOutcome["kind"][]) =>
  kinds.reduce((state, kind) => nextState(state, kind) ?? state, from);

describe("the state of a payment", () => {
  test("is never open again once it is decided", () => {
    fc.assert(
      fc.property(fc.constantFrom(...DECIDED), anyKinds, (from, kinds) => {
        expect(isOpen(play(from, kinds))).toBe(false);
      }),
    );
    expect(DECIDED).toHaveLength(5);
  });

  test("keeps a capture, whatever comes after", () => {
    fc.assert(
      fc.property(anyKinds, anyKinds, (before, after) => {
        expect(play("intent", [...before, "captured", ...after])).toBe("captured");
      }),
    );
  });

  test("does not depend on how often an outcome is reported", () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(...KINDS), (from, kind) => {
        expect(play(from, [kind, kind])).toBe(play(from, [kind]));
      }),
    );
  });

  test("treats an outcome without effect as one without effect in every later state", () => {
    const silent = PAYMENT_STATES.flatMap((state) =>
      KINDS.filter((kind) => nextState(state, kind) === null).map((kind) => ({ state, kind })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...silent), anyKinds, ({ state, kind }, kinds) => {
        expect(nextState(play(state, kinds), kind)).toBeNull();
      }),
    );
    expect(silent.length).toBeGreaterThan(0);
  });

  test("has no transition out of a refund", () => {
    for (const kind of KINDS) {
      expect(nextState("refunded", kind)).toBeNull();
      expect(nextState("partially_refunded", kind)).toBeNull();
    }
  });

  test("can be reached by provider outcomes, except for refunds", () => {
    const reached = new Set<PaymentState>(["intent"]);
    for (const _ of PAYMENT_STATES)
      for (const state of reached) for (const kind of KINDS) reached.add(nextState(state, kind) ?? state);
    expect(PAYMENT_STATES.filter((state) => !reached.has(state))).toEqual(["partially_refunded", "refunded"]);
    expect(PAYMENT_STATES.filter(holdsMoney)).toEqual(["captured", "partially_refunded"]);
  });
});
