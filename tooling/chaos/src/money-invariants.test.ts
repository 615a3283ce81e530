import type { Charge } from "@cartwright/contracts/sandbox-provider";
import { expect, test } from "vitest";
import { judgeMoney, type OrderBooks } from "./money-invariants.ts";

const charge = (change: Partial<Charge> = {}): Charge => ({
  id: "ch_1",
  orderNumber: "CW-1",
  amountMinor: 5_000,
  refundedMinor: 0,
  feeMinor: 95,
  currency: "EUR",
  status: "succeeded",
  failureCode: null,
  actionUrl: null,
  actionExpiresAt: null,
  idempotencyKey: "a-key-of-a-charge",
  createdAt: "2026-03-01T10:00:00.000Z",
  refunds: [],
  ...change,
});
const confirmed: OrderBooks = {
  number: "CW-1",
  status: "confirmed",
  totalMinor: 5_000,
  takenMinor: 5_000,
  refundedMinor: 0,
};
const cancelled: OrderBooks = { ...confirmed, status: "cancelled", refundedMinor: 5_000 };
const declined = charge({ id: "ch_0", status: "declined", feeMinor: 0, failureCode: "card_declined" });
const refunded = charge({ status: "refunded", refundedMinor: 5_000 });

/** The names of what is broken for one order and its charges. */
const broken = (order: OrderBooks, ...charges: Charge[]) =>
  judgeMoney([order], new Map([[order.number, charges]]))
    .filter(({ violations }) => violations > 0)
    .map(({ name }) => name);

test("accepts an order that is paid once, one that is refunded, and a declined charge that takes nothing", () => {
  expect(broken(confirmed, declined, charge())).toEqual([]);
  expect(broken(cancelled, refunded)).toEqual([]);
  expect(broken({ ...cancelled, takenMinor: 0, refundedMinor: 0 }, declined)).toEqual([]);
});

test("finds a second charge even when the ledger has it and it was refunded in full", () => {
  expect(
    broken({ ...confirmed, takenMinor: 10_000, refundedMinor: 5_000 }, charge(), charge({ ...refunded, id: "ch_2" })),
  ).toEqual(["no order is charged twice (provider's record)"]);
});

test("finds a charge or a refund that the ledger lacks", () => {
  expect(broken({ ...cancelled, takenMinor: 0, refundedMinor: 0 }, charge())).toEqual([
    "the provider's record equals the ledger, order by order",
    "the provider holds nothing of a cancelled order",
  ]);
  expect(broken(confirmed, charge({ status: "partially_refunded", refundedMinor: 100 }))).toEqual([
    "the provider's record equals the ledger, order by order",
    "the provider holds the total of a confirmed order",
  ]);
});

test("finds a confirmed order without a charge at the provider", () => {
  expect(broken(confirmed)).toEqual([
    "the provider's record equals the ledger, order by order",
    "the provider holds the total of a confirmed order",
  ]);
});
