import { randomUUID } from "node:crypto";
import type { AdminCancelItems } from "@cartwright/contracts/cancel-items";
import type { LineUnits } from "@cartwright/contracts/orders";
import { AdminCreatePromotion } from "@cartwright/contracts/promotions";
import { cancelItemsAsStaff, previewCancelItemsForStaff } from "@cartwright/core/admin/cancel-items";
import { fulfillOrderAsStaff } from "@cartwright/core/admin/fulfill-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { listDocumentsForStaff } from "@cartwright/core/admin/order-documents";
import { refundOrderAsStaff } from "@cartwright/core/admin/refund-order";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { createPromotion, toValues } from "@cartwright/core/promotions/edit-promotion";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { setSeller } from "@cartwright/core/testing/invoices";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, stockOf } from "./testing/invariants.ts";
import type { PlacedTestOrder } from "./testing/place-test-order.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
let act: StaffAct;
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  await setSeller(shop.db);
  await shop.startWorker();
  const actor = await createMember(shop.db, { role: "support" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "cannot be supplied" };
});
afterAll(() => shop.close());
afterEach(() => sql`update promotions.promotions set active = false`.execute(shop.db));

interface Goods {
  readonly quantity: number;
  readonly requiresShipping?: boolean;
}

/** A paid and confirmed order of these goods for 15.00 each, ten in stock, with 4.90 for shipping. */
async function hasSold(...goods: readonly Goods[]) {
  const lines = [];
  for (const { quantity, requiresShipping = true } of goods) {
    const product = await createProduct(shop.db, { variants: [{ priceMinor: 1_500, onHand: 10, requiresShipping }] });
    lines.push({ variantId: product.variants[0].id, quantity });
  }
  const order = await shop.place({ lines });
  expect(["confirmed", "completed"]).toContain(await shop.settled(order.orderId));
  const variants = lines.map(({ variantId }) => variantId);
  return { ...order, variants, totalMinor: (await orderOf(order)).totalMinor };
}
type Sold = Awaited<ReturnType<typeof hasSold>>;

const units = (lineId: string, quantity: number): LineUnits => ({ lineId, quantity });
const preview = ({ number }: PlacedTestOrder, lines: readonly LineUnits[], keepDiscount = false) =>
  previewCancelItemsForStaff(shop.db, { number, lines: [...lines], keepDiscount });
const cancel = (
  { number }: PlacedTestOrder,
  lines: readonly LineUnits[],
  more: Partial<Pick<AdminCancelItems, "idempotencyKey" | "keepDiscount" | "expectedMinor">> = {},
) => {
  const input = { number, lines: [...lines], idempotencyKey: randomUUID(), reason: act.reason, ...more };
  return cancelItemsAsStaff(shop.deps, { site: { publicOrigin: shop.origin }, input }, act);
};
const orderOf = ({ number }: Pick<PlacedTestOrder, "number">) => getOrderForStaff(shop.deps, number);
const allMade = (order: PlacedTestOrder) =>
  until(async () => {
    const { refunds, sagas } = await orderOf(order);
    const isDone = refunds.every(({ state }) => state === "done") && sagas.every(({ finishedAt }) => finishedAt);
    return isDone ? refunds : null;
  });
const paidBack = async ({ number }: PlacedTestOrder) => (await shop.provider.charges(number))[0]?.refundedMinor;
const mailsOf = async ({ orderId }: PlacedTestOrder, template: string) =>
  (
    await shop.db
      .selectFrom("notifications.mails")
      .select("text")
      .where("order_id", "=", orderId)
      .where("template", "=", template)
      .execute()
  ).map(({ text }) => text);
/** An automatic promotion, and how often it counts as used. */
async function offers(fields: Record<string, unknown>) {
  const id = await inTransaction(shop.db, (tx) =>
    createPromotion(
      tx,
      toValues(AdminCreatePromotion.parse({ method: "automatic", title: "Offer", combinable: true, ...fields })),
    ),
  );
  return async () => {
    const { rows } = await sql<{ used: number }>`
      select count(*)::int as used from promotions.redemptions where promotion_id = ${id} and state = 'used'`.execute(
      shop.db,
    );
    return rows[0]?.used;
  };
}
const auditsOf = async ({ number }: PlacedTestOrder) =>
  (
    await shop.db
      .selectFrom("audit.entries")
      .select("after")
      .where("subject_id", "=", number)
      .where("action", "=", "orders.cancel_items")
      .orderBy("id")
      .execute()
  ).map(({ after }) => after);

async function expectRepaid(order: Sold, amountMinor: number): Promise<void> {
  await allMade(order);
  expect(await paidBack(order)).toBe(amountMinor);
  expect((await orderOf(order)).refundedMinor).toBe(amountMinor);
  expect(await brokenInvariants(shop.db)).toEqual({});
}

describe("cancelling items", () => {
  it("sends back what the preview says, restocks, and leaves the units out of what is packed and mailed", async () => {
    const order = await hasSold({ quantity: 3 }, { quantity: 1 });
    const lines = [units("1", 2)];
    const shown = await preview(order, lines);
    expect(shown).toMatchObject({ amountMinor: 3_000, withheldMinor: 0, cancelsOrder: false });
    const idempotencyKey = randomUUID();
    await Promise.all([1, 2, 3].map(() => cancel(order, lines, { idempotencyKey, expectedMinor: 3_000 })));
    await expectRepaid(order, 3_000);
    expect(await auditsOf(order)).toMatchObject([{ amountMinor: 3_000, cancelsOrder: false, lines }]);
    expect(await stockOf(shop.db, order.variants[0] ?? "")).toEqual({ onHand: 9, reserved: 0 });
    const after = await orderOf(order);
    expect(after.lines).toMatchObject([
      { openQuantity: 1, cancelledQuantity: 2, refundedQuantity: 2 },
      { openQuantity: 1, cancelledQuantity: 0 },
    ]);
    expect(after.timeline.map(({ type }) => type)).toContain("order.items_cancelled");
    const [mail, ...others] = await mailsOf(order, "order_items_cancelled");
    expect(mail).toContain("2 × Thing");
    expect(mail).toContain("€30.00");
    expect(others).toEqual([]);
    const documents = await until(async () => {
      const { documents: all } = await listDocumentsForStaff(shop.db, order.number);
      return all.length >= 2 ? all : null;
    });
    expect(documents).toMatchObject([{ kind: "invoice" }, { kind: "credit_note", totalMinor: 3_000 }]);
    await fulfillOrderAsStaff(shop.deps, { number: order.number }, act);
    const packed = await orderOf(order);
    expect(packed.fulfillmentStatus).toBe("packed");
    expect(packed.fulfillments[0]?.lines).toEqual([units("1", 1), units("2", 1)]);
  });

  it("refuses units that are packed, and an amount that is not what it comes to", async () => {
    const order = await hasSold({ quantity: 2 });
    await fulfillOrderAsStaff(shop.deps, { number: order.number, lines: [units("1", 1)] }, act);
    await expect(preview(order, [units("1", 2)])).rejects.toMatchObject({ reason: "invalid_input" });
    await expect(cancel(order, [units("1", 2)])).rejects.toMatchObject({ reason: "invalid_input" });
    await expect(cancel(order, [units("1", 1)], { expectedMinor: 1 })).rejects.toMatchObject({ reason: "stale_write" });
    expect((await orderOf(order)).refunds).toEqual([]);
    await cancel(order, [units("1", 1)]);
    expect((await orderOf(order)).fulfillmentStatus).toBe("packed");
    await expectRepaid(order, 1_500);
  });

  it("withholds the discount on the goods that stay below its minimum, unless staff let them keep it", async () => {
    await offers({ kind: "percentage", percentBp: 1_000, minimumMinor: 4_000 });
    const order = await hasSold({ quantity: 3 });
    // 15.00 less its 1.50, less the 3.00 that the two others have had off.
    expect(await preview(order, [units("1", 1)])).toMatchObject({ amountMinor: 1_050, withheldMinor: 300 });
    expect(await preview(order, [units("1", 1)], true)).toMatchObject({ amountMinor: 1_350, withheldMinor: 0 });
    await cancel(order, [units("1", 1)], { keepDiscount: true });
    // The next ones are worth what was paid for them, not more.
    expect(await preview(order, [units("1", 1)])).toMatchObject({ amountMinor: 1_350, withheldMinor: 0 });
    await cancel(order, [units("1", 1)]);
    await expectRepaid(order, 2_700);
  });

  it("gives back what was withheld when staff let the goods keep their discount after all", async () => {
    await offers({ kind: "percentage", percentBp: 1_000, minimumMinor: 4_000 });
    const order = await hasSold({ quantity: 3 });
    await cancel(order, [units("1", 1)]);
    await cancel(order, [units("1", 1)], { keepDiscount: true });
    expect(await preview(order, [units("1", 1)])).toMatchObject({ cancelsOrder: true });
    await expectRepaid(order, 2_700);
  });

  it("cancels the whole order with the last of its units: shipping goes back, and so does the use of its promotion", async () => {
    const used = await offers({ kind: "fixed", amountMinor: 500, minimumMinor: 3_000 });
    const order = await hasSold({ quantity: 2 });
    expect(await used()).toBe(1);
    await cancel(order, [units("1", 1)]);
    expect(await used()).toBe(1);
    await allMade(order);
    const shown = await preview(order, [units("1", 1)]);
    expect(shown).toMatchObject({ cancelsOrder: true, amountMinor: shown.remainingMinor });
    const idempotencyKey = randomUUID();
    await cancel(order, [units("1", 1)], { idempotencyKey, expectedMinor: shown.amountMinor });
    await cancel(order, [units("1", 1)], { idempotencyKey });
    await expectRepaid(order, order.totalMinor);
    expect(await orderOf(order)).toMatchObject({ orderStatus: "cancelled", paymentStatus: "refunded" });
    expect(await used()).toBe(0);
    expect(await stockOf(shop.db, order.variants[0] ?? "")).toEqual({ onHand: 10, reserved: 0 });
    expect(await auditsOf(order)).toMatchObject([{ cancelsOrder: false }, { cancelsOrder: true }]);
    expect(await mailsOf(order, "order_cancelled")).toHaveLength(1);
  });

  it("cancels items of an order that was free, without any refund", async () => {
    await offers({ kind: "percentage", percentBp: 10_000 });
    await offers({ kind: "free_shipping" });
    const order = await hasSold({ quantity: 3 });
    expect(order.totalMinor).toBe(0);
    const idempotencyKey = randomUUID();
    await cancel(order, [units("1", 1)], { idempotencyKey });
    await cancel(order, [units("1", 1)], { idempotencyKey });
    const after = await orderOf(order);
    expect(after.refunds).toEqual([]);
    expect(after.lines).toMatchObject([{ openQuantity: 2, cancelledQuantity: 1, refundedQuantity: 1 }]);
    expect(await stockOf(shop.db, order.variants[0] ?? "")).toEqual({ onHand: 8, reserved: 0 });
    await cancel(order, [units("1", 2)]);
    await allMade(order);
    expect((await orderOf(order)).orderStatus).toBe("cancelled");
    expect(await stockOf(shop.db, order.variants[0] ?? "")).toEqual({ onHand: 10, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("completes an order of which only downloads are left, and sends the shipping price back", async () => {
    const order = await hasSold({ quantity: 1 }, { quantity: 1, requiresShipping: false });
    await expect(preview(order, [units("2", 1)])).rejects.toMatchObject({ reason: "invalid_input" });
    expect(await preview(order, [units("1", 1)])).toMatchObject({ amountMinor: 1_990, cancelsOrder: false });
    await cancel(order, [units("1", 1)]);
    await expectRepaid(order, 1_990);
    expect(await orderOf(order)).toMatchObject({ orderStatus: "completed", fulfillmentStatus: "delivered" });
  });
});

describe("cancelling items at the same time as something else", () => {
  it("lets one of several people cancel the same units", async () => {
    const order = await hasSold({ quantity: 2 }, { quantity: 1 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => cancel(order, [units("1", 2)])));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expectRepaid(order, 3_000);
    expect(await stockOf(shop.db, order.variants[0] ?? "")).toEqual({ onHand: 10, reserved: 0 });
  });

  it("either packs units or cancels them", async () => {
    const order = await hasSold({ quantity: 2 }, { quantity: 1 });
    const pack = { number: order.number, lines: [units("1", 2)] };
    const [packed, cancelled] = await Promise.allSettled([
      fulfillOrderAsStaff(shop.deps, pack, act),
      cancel(order, [units("1", 2)]),
    ]);
    expect([packed.status, cancelled.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    const isCancelled = cancelled.status === "fulfilled";
    await expectRepaid(order, isCancelled ? 3_000 : 0);
    expect(await stockOf(shop.db, order.variants[0] ?? "")).toEqual({ onHand: isCancelled ? 10 : 8, reserved: 0 });
  });

  it("cancels beside a refund that is on its way, but the whole order only after it", async () => {
    const order = await hasSold({ quantity: 2 });
    await shop.stopWorker();
    const free = { number: order.number, amountMinor: 1_000, idempotencyKey: randomUUID(), reason: act.reason };
    await refundOrderAsStaff(shop.deps, free, act);
    await cancel(order, [units("1", 1)]);
    const last = await preview(order, [units("1", 1)]);
    expect(last).toMatchObject({ cancelsOrder: true, amountMinor: order.totalMinor - 2_500 });
    await expect(cancel(order, [units("1", 1)])).rejects.toMatchObject({ reason: "illegal_transition" });
    await shop.startWorker();
    await expectRepaid(order, 2_500);
    await cancel(order, [units("1", 1)]);
    await expectRepaid(order, order.totalMinor);
    expect((await orderOf(order)).orderStatus).toBe("cancelled");
  });
});
