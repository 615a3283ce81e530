import type { OrderId } from "@cartwright/contracts/ids";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { createCapturedPayment } from "@cartwright/core/testing/payments";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
let manager: Actor;
let support: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  manager = await createMember(database.db, { role: "manager" });
  support = await createMember(database.db, { role: "support" });
});
afterAll(() => database.close());

const as = (actor: Actor) => createCaller(testContext(testApiDeps(database.db), { actor }));
const desk = () => as(manager).admin;

/** A delivered and paid order of three units for 10.00, and a return that the shopper has asked for. */
async function hasAsked(quantity = 2) {
  const guest = newGuest();
  const { id, number } = await createOrder(database.db, guest, { status: "delivered", totalMinor: 3_000, quantity: 3 });
  const product = await createProduct(database.db, { variants: [{ onHand: 5 }] });
  const variantId = product.variants[0].id;
  await database.db
    .updateTable("orders.order_lines")
    .set({ variant_id: variantId })
    .where("order_id", "=", id)
    .execute();
  await createCapturedPayment(database.db, { orderId: id, orderNumber: number, amountMinor: 3_000 });
  const { returnId } = await as(guest).orders.requestReturn({ number, lines: [{ lineId: "1", quantity }] });
  return { id, number, guest, variantId, returnId };
}

const onHand = async (variantId: string) =>
  (
    await database.db
      .selectFrom("inventory.stock")
      .select("on_hand")
      .where("variant_id", "=", variantId)
      .executeTakeFirstOrThrow()
  ).on_hand;
const movements = async (orderId: OrderId) =>
  (
    await database.db
      .selectFrom("inventory.movements")
      .select(["reason", "on_hand_delta"])
      .where("order_id", "=", orderId)
      .orderBy("id")
      .execute()
  ).map(({ reason, on_hand_delta: delta }) => `${reason} ${delta}`);
const mails = async (orderId: OrderId) =>
  database.db
    .selectFrom("notifications.mails")
    .select(["template", "text"])
    .where("order_id", "=", orderId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();

describe("returns", () => {
  it("are approved with a note, received line by line, restocked or written off, and over when all has come", async () => {
    const { id, number, guest, variantId, returnId } = await hasAsked();
    const approved = await desk().returns.approve({ returnId, note: "Send it to Lindenstrasse 4." });
    expect(approved.order.returns).toMatchObject([{ state: "approved", note: "Send it to Lindenstrasse 4." }]);
    const first = await desk().returns.receive({ returnId, lines: [{ lineId: "1", quantity: 1 }] });
    expect(first).toMatchObject({ refundId: null, order: { fulfillmentStatus: "partially_returned" } });
    expect(first.order.returns).toMatchObject([{ state: "approved", lines: [{ quantity: 2, received: 1 }] }]);
    const last = await desk().returns.receive({ returnId, lines: [{ lineId: "1", quantity: 1, restock: false }] });
    expect(last.order.returns).toMatchObject([{ state: "received", lines: [{ quantity: 2, received: 2 }] }]);
    expect(await onHand(variantId)).toBe(6);
    expect(await movements(id)).toEqual(["return 1", "return 1", "write_off -1"]);
    const sent = await mails(id);
    expect(sent.map(({ template }) => template)).toEqual([
      "order_return_approved",
      "order_return_received",
      "order_return_received",
    ]);
    expect(sent[0]?.text).toContain("Send it to Lindenstrasse 4.");
    expect((await as(guest).orders.get({ number })).timeline.map(({ type }) => type).slice(1)).toEqual([
      "order.return_requested",
      "order.return_approved",
      "order.returned",
      "order.returned",
    ]);
  });

  it("can be declined, after which the items can be asked for again", async () => {
    const { number, guest, returnId } = await hasAsked(3);
    const again = { number, lines: [{ lineId: "1", quantity: 1 }] };
    await expect(as(guest).orders.requestReturn(again)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const declined = await desk().returns.decline({ returnId, note: "It was worn." });
    expect(declined.order.returns).toMatchObject([{ state: "refused", note: "It was worn." }]);
    for (const act of [desk().returns.approve, desk().returns.decline, desk().returns.receive]) {
      await expect(act({ returnId })).rejects.toMatchObject({ code: "CONFLICT" });
    }
    await as(guest).orders.requestReturn(again);
  });

  it("refunds what was received in the same step, or neither receives nor refunds", async () => {
    const { number, returnId, variantId } = await hasAsked();
    const tooMuch = { idempotencyKey: newId(), amountMinor: 3_001 };
    await expect(desk().returns.receive({ returnId, refund: tooMuch })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await onHand(variantId)).toBe(5);
    const { order, refundId } = await desk().returns.receive({ returnId, refund: { idempotencyKey: newId() } });
    expect(order.refunds).toMatchObject([{ id: refundId, state: "pending", amountMinor: 2_000 }]);
    expect(order.lines[0]).toMatchObject({ refundedQuantity: 2, returnableQuantity: 1, openQuantity: 0 });
    expect(await onHand(variantId)).toBe(7);
    const left = await desk().orders.previewRefund({ number });
    expect(left.remainingMinor).toBe(1_000);
  });

  it("keeps a fee when less is refunded than the items cost", async () => {
    const { returnId } = await hasAsked(1);
    const refund = { idempotencyKey: newId(), amountMinor: 750 };
    const { order } = await desk().returns.receive({ returnId, refund });
    expect(order.refunds).toMatchObject([
      { amountMinor: 750, lines: [{ lineId: "1", quantity: 1, amountMinor: 1_000 }] },
    ]);
  });

  it("refuses more than is on its way back, and gives free what never came", async () => {
    const { number, guest, returnId } = await hasAsked();
    const lines = [
      { lineId: "1", quantity: 1 },
      { lineId: "1", quantity: 2, restock: false },
    ];
    await expect(desk().returns.receive({ returnId, lines })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const closed = await desk().returns.receive({ returnId, lines: [{ lineId: "1", quantity: 1 }], final: true });
    expect(closed.order.returns).toMatchObject([{ state: "received", lines: [{ quantity: 2, received: 1 }] }]);
    expect(closed.order.lines[0]?.returnableQuantity).toBe(2);
    await as(guest).orders.requestReturn({ number, lines: [{ lineId: "1", quantity: 2 }] });
  });

  it("cannot be asked for after a refund by hand", async () => {
    const { number, guest } = await hasAsked();
    const refund = { number, idempotencyKey: newId(), reason: "goodwill", lines: [{ lineId: "1", quantity: 1 }] };
    await desk().orders.refund(refund);
    const third = as(guest).orders.requestReturn({ number, lines: [{ lineId: "1", quantity: 1 }] });
    await expect(third).rejects.toMatchObject({ code: expect.stringMatching(/CONFLICT|BAD_REQUEST/) });
  });

  it("takes units back once when two people receive them at once", async () => {
    const { returnId, variantId } = await hasAsked();
    const receive = async () => desk().returns.receive({ returnId, refund: { idempotencyKey: newId() } });
    const outcomes = await Promise.allSettled([receive(), receive(), receive()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await onHand(variantId)).toBe(7);
  });

  it("refunds the same units once when a return is received while they are refunded by hand", async () => {
    const { number, returnId } = await hasAsked(3);
    const outcomes = await Promise.allSettled([
      desk().returns.receive({ returnId, refund: { idempotencyKey: newId() } }),
      desk().orders.refund({
        number,
        idempotencyKey: newId(),
        reason: "goodwill",
        lines: [{ lineId: "1", quantity: 3 }],
      }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await desk().orders.get({ number })).refunds).toMatchObject([{ amountMinor: 3_000 }]);
  });

  it("are received by support, who may not refund them", async () => {
    const { returnId } = await hasAsked();
    const { returns } = as(support).admin;
    const refund = { idempotencyKey: newId() };
    await expect(returns.receive({ returnId, refund })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await returns.receive({ returnId })).order.returns).toMatchObject([{ state: "received" }]);
    await expect(as(await createMember(database.db)).admin.returns.approve({ returnId })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
