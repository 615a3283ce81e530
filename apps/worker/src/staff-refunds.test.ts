import { randomUUID } from "node:crypto";
import type { OrderId } from "@cartwright/contracts/ids";
import type { RefundChoice } from "@cartwright/contracts/refunds";
import { cancelOrderWithAudit } from "@cartwright/core/admin/cancel-order";
import { deliverParcelAsStaff, shipParcelAsStaff, unpackParcelAsStaff } from "@cartwright/core/admin/change-parcel";
import { fulfillOrderAsStaff } from "@cartwright/core/admin/fulfill-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { previewRefundForStaff, refundOrderAsStaff } from "@cartwright/core/admin/refund-order";
import { sumByRate } from "@cartwright/core/pricing/invoice-parts";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { listDocumentsForStaff, readDocumentForStaff } from "@cartwright/core/admin/order-documents";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { setSeller } from "@cartwright/core/testing/invoices";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./testing/backends.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, stockOf } from "./testing/invariants.ts";
import type { PlacedTestOrder } from "./testing/place-test-order.ts";
import { until } from "./testing/until.ts";

describe.each(backends)("refunds by staff on $name", ({ redisUrl }) => {
  let shop: TestShop;
  let act: StaffAct;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl, random: () => 0 });
    await setSeller(shop.db);
    await shop.startWorker();
    const actor = await createMember(shop.db, { role: "manager" });
    act = { actor, address: "127.0.0.1", requestId: "test", reason: "a good one" };
  });
  afterAll(() => shop.close());

  /** A paid and confirmed order of some units for 15.00 each, with 4.90 for shipping. */
  async function hasSold(quantity = 3) {
    const product = await createProduct(shop.db, { variants: [{ priceMinor: 1_500, onHand: 10 }] });
    const variantId = product.variants[0].id;
    const order = await shop.place({ lines: [{ variantId, quantity }] });
    expect(await shop.settled(order.orderId)).toBe("confirmed");
    return { ...order, variantId, totalMinor: 1_500 * quantity + 490 };
  }

  const refund = ({ number }: PlacedTestOrder, choice: RefundChoice, idempotencyKey: string = randomUUID()) =>
    refundOrderAsStaff(shop.deps, { number, idempotencyKey, reason: act.reason, ...choice }, act);
  const orderOf = ({ number }: PlacedTestOrder) => getOrderForStaff(shop.deps, number);
  const allMade = (order: PlacedTestOrder) =>
    until(async () => {
      const { refunds, sagas } = await orderOf(order);
      const isDone = refunds.every(({ state }) => state === "done") && sagas.every(({ finishedAt }) => finishedAt);
      return isDone ? refunds : null;
    });
  const paidBack = async ({ number }: PlacedTestOrder) => {
    const [charge] = await shop.provider.charges(number);
    return charge?.refundedMinor;
  };
  const ledgerOf = async (orderId: OrderId) => {
    const rows = await shop.db
      .selectFrom("payments.ledger_entries as entry")
      .innerJoin("payments.payments as payment", "payment.id", "entry.payment_id")
      .select("entry.amount_minor")
      .where("payment.order_id", "=", orderId)
      .where("entry.account", "=", "customer_refunds")
      .execute();
    return rows.reduce((sum, row) => sum + row.amount_minor, 0);
  };

  /** The documents of an order, once there are so many. */
  async function documentsOf({ number }: PlacedTestOrder, count: number) {
    const documents = await until(async () => {
      const list = await listDocumentsForStaff(shop.db, number);
      return list.documents.length >= count ? list.documents : null;
    });
    return Promise.all(documents.map((each) => readDocumentForStaff(shop.db, { number, document: each.number })));
  }

  it("makes them by line, then shipping, then the rest, and ledger, provider and order agree", async () => {
    const order = await hasSold();
    await refund(order, { lines: [{ lineId: "1", quantity: 1 }] });
    await refund(order, { shippingMinor: 490 });
    await refund(order, { amountMinor: 1 });
    const preview = await previewRefundForStaff(shop.db, order.number, { lines: [{ lineId: "1", quantity: 2 }] });
    expect(preview).toMatchObject({ amountMinor: 2_999, remainingMinor: 2_999, remainingShippingMinor: 0 });
    await refund(order, { lines: [{ lineId: "1", quantity: 2 }] });
    const refunds = await allMade(order);
    expect(refunds.map(({ amountMinor }) => amountMinor)).toEqual([1_500, 490, 1, 2_999]);
    const after = await orderOf(order);
    expect(after).toMatchObject({ paymentStatus: "refunded", refundedMinor: order.totalMinor });
    expect(refunds.reduce((sum, { taxMinor }) => sum + taxMinor, 0)).toBe(after.taxMinor);
    expect(await paidBack(order)).toBe(order.totalMinor);
    expect(await ledgerOf(order.orderId)).toBe(order.totalMinor);
    expect(await brokenInvariants(shop.db)).toEqual({});
    const [invoice, ...notes] = await documentsOf(order, 5);
    expect(invoice).toMatchObject({ kind: "invoice", totalMinor: order.totalMinor, taxMinor: after.taxMinor });
    expect(notes.map(({ totalMinor }) => totalMinor).toSorted((one, other) => one - other)).toEqual([
      1, 490, 1_500, 2_999,
    ]);
    expect(notes.map((note) => note.invoice?.number)).toEqual(notes.map(() => invoice?.number));
    const credited = sumByRate(notes.flatMap(({ items }) => items));
    expect(credited).toEqual(sumByRate(invoice?.items ?? []));
    expect(credited).toMatchObject([{ taxRateBp: 1_900, taxMinor: after.taxMinor }]);
  });

  it("refunds the money once when several people refund it at once", async () => {
    const order = await hasSold();
    const all = { lines: [{ lineId: "1", quantity: 3 }], shippingMinor: 490 };
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => refund(order, all)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await allMade(order);
    expect(await paidBack(order)).toBe(order.totalMinor);
    expect(await ledgerOf(order.orderId)).toBe(order.totalMinor);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("makes refunds that fit beside each other at once, the largest possible one while another is pending", async () => {
    const order = await hasSold();
    await shop.stopWorker();
    await refund(order, { amountMinor: 1_000 });
    await expect(refund(order, { amountMinor: order.totalMinor - 999 })).rejects.toMatchObject({
      reason: "invalid_input",
    });
    await refund(order, { amountMinor: order.totalMinor - 1_000 });
    expect((await orderOf(order)).refunds.map(({ state }) => state)).toEqual(["pending", "pending"]);
    await shop.startWorker();
    await allMade(order);
    expect(await paidBack(order)).toBe(order.totalMinor);
    expect((await orderOf(order)).paymentStatus).toBe("refunded");
  });

  it("returns the same refund for a repeated request", async () => {
    const order = await hasSold();
    const key = randomUUID();
    const same = await Promise.all([1, 2, 3].map(() => refund(order, { amountMinor: 700 }, key)));
    expect(new Set(same).size).toBe(1);
    await expect(refund(order, { amountMinor: 701 }, key)).rejects.toMatchObject({ reason: "idempotency_conflict" });
    await allMade(order);
    expect(await paidBack(order)).toBe(700);
  });

  it("takes units that were not packed out of what is sent, and puts them back on sale", async () => {
    const order = await hasSold();
    await fulfillOrderAsStaff(shop.deps, { number: order.number, lines: [{ lineId: "1", quantity: 1 }] }, act);
    await refund(order, { lines: [{ lineId: "1", quantity: 1 }] });
    expect((await orderOf(order)).lines[0]).toMatchObject({ openQuantity: 1, refundedQuantity: 1 });
    expect(await stockOf(shop.db, order.variantId)).toEqual({ onHand: 8, reserved: 0 });
    await fulfillOrderAsStaff(shop.deps, { number: order.number }, act);
    expect((await orderOf(order)).fulfillmentStatus).toBe("packed");
    await allMade(order);
    // What is left goes back when the order is cancelled, and no more.
    // The refund's saga ends a moment after its refund is made.
    await until(() =>
      cancelOrderWithAudit(shop.deps, order.number, act).then(
        () => true,
        () => null,
      ),
    );
    await until(async () => ((await orderOf(order)).paymentStatus === "refunded" ? true : null));
    await allMade(order);
    expect(await stockOf(shop.db, order.variantId)).toEqual({ onHand: 10, reserved: 0 });
    expect(await paidBack(order)).toBe(order.totalMinor);
  });

  it("does not pack units again that were refunded while they were packed", async () => {
    const order = await hasSold();
    const fulfillmentId = await fulfillOrderAsStaff(shop.deps, { number: order.number }, act);
    await refund(order, { lines: [{ lineId: "1", quantity: 2 }] });
    await unpackParcelAsStaff(shop.deps, { fulfillmentId }, act);
    expect((await orderOf(order)).lines[0]?.openQuantity).toBe(1);
    expect(await stockOf(shop.db, order.variantId)).toEqual({ onHand: 9, reserved: 0 });
    await allMade(order);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("refunds a delivered order, and completes one whose rest was refunded", async () => {
    const order = await hasSold();
    const part = { number: order.number, lines: [{ lineId: "1", quantity: 2 }] };
    const fulfillmentId = await fulfillOrderAsStaff(shop.deps, part, act);
    const site = { publicOrigin: shop.origin };
    await shipParcelAsStaff(shop.deps, { site, input: { fulfillmentId } }, act);
    await deliverParcelAsStaff(shop.deps, fulfillmentId, act);
    expect((await orderOf(order)).orderStatus).toBe("confirmed");
    await refund(order, { lines: [{ lineId: "1", quantity: 1 }] });
    expect(await orderOf(order)).toMatchObject({ orderStatus: "completed", fulfillmentStatus: "delivered" });
    await refund(order, { lines: [{ lineId: "1", quantity: 2 }] });
    await allMade(order);
    expect(await paidBack(order)).toBe(4_500);
    expect(await stockOf(shop.db, order.variantId)).toEqual({ onHand: 8, reserved: 0 });
  });

  it("is refused for an order that is cancelled, and loses to a cancellation at the same time or wins", async () => {
    const order = await hasSold();
    await Promise.allSettled([
      cancelOrderWithAudit(shop.deps, order.number, act),
      refund(order, { lines: [{ lineId: "1", quantity: 1 }] }),
    ]);
    // A refund on its way makes the cancellation wait.
    await allMade(order);
    if ((await orderOf(order)).orderStatus !== "cancelled") await cancelOrderWithAudit(shop.deps, order.number, act);
    await until(async () => ((await orderOf(order)).paymentStatus === "refunded" ? true : null));
    await expect(refund(order, { amountMinor: 1 })).rejects.toMatchObject({ reason: "illegal_transition" });
    await allMade(order);
    expect(await paidBack(order)).toBe(order.totalMinor);
    expect(await stockOf(shop.db, order.variantId)).toEqual({ onHand: 10, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });
});
