import type { BookFinding } from "@cartwright/contracts/books";
import type { OrderId, PaymentId, SagaId } from "@cartwright/contracts/ids";
import { describe, expect, it } from "vitest";
import type { Payment, Refund } from "../../../payments/payment.ts";
import type { OrderFact } from "../../../payments/reconcile.ts";
import { ORDER_STATES } from "../../../testing/fixtures.ts";
import { planRepair, type RepairFacts } from "./plan-repair.ts";

const orderId = "0192f0c1-7a3e-7c55-9d2b-5b1f0a6c3e84" as OrderId; // any id
const payment = {
  id: orderId as string as PaymentId,
  orderId,
  sagaId: orderId as string as SagaId,
  state: "captured",
  amountMinor: 1_000,
  refundedMinor: 0,
  giftCardMinor: 0,
  giftCardRefundedMinor: 0,
  currency: "EUR",
} as unknown as Payment; // what is decided by
const order: OrderFact = {
  ...ORDER_STATES.confirmed,
  orderId,
  number: "CW-7F4K-9QXM",
  totalMinor: 1_000,
  giftCardMinor: 0,
  refundedMinor: 0,
  currency: "EUR",
};
const captured = (takenMinor: number, refundedMinor = 0) =>
  ({ kind: "captured", providerRef: "ch_1", feeMinor: 0, amounts: { takenMinor, refundedMinor } }) as const;
const refund = (amountMinor: number, change: Partial<Refund> = {}): Refund =>
  ({ id: String(amountMinor), amountMinor, giftCardMinor: 0, state: "done", reference: null, ...change }) as Refund; // what is decided by

function plan(finding: BookFinding, change: Partial<RepairFacts> = {}) {
  const books = { ledger: { takenMinor: 1_000, refundedMinor: 0, byHandMinor: 0 }, waiting: null, overpaidMinor: 0 };
  const facts = {
    finding,
    isFound: true,
    order,
    payment,
    refunds: [],
    sagas: [],
    outcome: captured(1_000),
    ...books,
    ...change,
  };
  const { effect, byHand, amountMinor } = planRepair(facts);
  return byHand ?? (amountMinor === 0 ? effect : `${effect} ${amountMinor}`);
}
const paid = (change: Partial<Payment>) => ({ payment: { ...payment, ...change } });
const ledger = (takenMinor: number, refundedMinor = 0, byHandMinor = 0) => ({
  ledger: { takenMinor, refundedMinor, byHandMinor },
});

describe("a repair", () => {
  it("is nothing where nothing is wrong any more", () => {
    const kinds = ["paid_without_order", "order_without_payment", "amount_mismatch", "refund_drift", "stuck"] as const;
    for (const finding of [...kinds, "provider_disagrees"] as const) expect(plan(finding)).toBe("nothing_left");
  });

  it("is left to a person where money or an entry would have to be made up", () => {
    expect(plan("amount_mismatch", { order: { ...order, totalMinor: 1_200 } })).toBe("underpaid");
    expect(plan("amount_mismatch", { outcome: captured(900) })).toBe("charge_differs");
    expect(plan("amount_mismatch", ledger(900))).toBe("entries_differ");
    expect(plan("refund_drift", ledger(1_000, 100))).toBe("entries_differ");
    expect(plan("provider_disagrees", { outcome: null })).toBe("no_charge_there");
    const shipped = { ...order, ...ORDER_STATES.shipped };
    expect(plan("order_without_payment", { order: shipped, payment: null, outcome: null })).toBe("goods_are_out");
    expect(plan("refund_drift", { order: { ...order, refundedMinor: 50 } })).toBe("order_is_ahead");
  });

  it("never asks the provider for a refund that it may have made", () => {
    const done = { ...paid({ state: "partially_refunded", refundedMinor: 300 }), ...ledger(1_000, 300) };
    const two = [refund(100), refund(200)];
    expect(plan("refund_drift", { ...done, refunds: two, outcome: captured(1_000, 100) })).toBe("send_refund 200");
    expect(plan("refund_drift", { ...done, refunds: two, outcome: captured(1_000) })).toBe("send_refund 300");
    expect(plan("refund_drift", { ...done, refunds: two, outcome: captured(1_000, 50) })).toBe("refund_unclear");
    const alike = [refund(150), refund(150, { id: "other" })];
    expect(plan("refund_drift", { ...done, refunds: alike, outcome: captured(1_000, 150) })).toBe("refund_unclear");
  });

  it("does not count what was paid by hand as the provider's", () => {
    const byHand = { ...paid({ state: "partially_refunded", refundedMinor: 300 }), ...ledger(1_000, 300, 300) };
    const aligned = { order: { ...order, refundedMinor: 300 }, refunds: [refund(300, { reference: "bank" })] };
    expect(plan("refund_drift", { ...byHand, ...aligned })).toBe("nothing_left");
    expect(plan("refund_drift", { ...byHand, ...aligned, outcome: captured(1_000, 300) })).toBe("record_refund 300");
    expect(plan("refund_drift", { ...byHand, ...aligned, outcome: captured(1_000, 800) })).toBe("more_than_left");
  });

  it("refunds a late charge only where the order was given up", () => {
    const late = { ...paid({ state: "voided" }), ...ledger(0) };
    expect(plan("provider_disagrees", late)).toBe("record_charge 1000");
    const cancelled = { ...order, ...ORDER_STATES.cancelled };
    expect(plan("provider_disagrees", { ...late, order: cancelled })).toBe("record_and_refund 1000");
  });

  it("marks a webhook as checked only where the provider's record agrees with ours", () => {
    expect(plan("webhook_mismatch")).toBe("confirm_record");
    expect(plan("webhook_mismatch", { outcome: captured(999) })).toBe("other_finding_first");
    expect(plan("webhook_mismatch", { outcome: null })).toBe("other_finding_first");
  });
});
