import { randomUUID } from "node:crypto";
import type { RefundChoice } from "@cartwright/contracts/refunds";
import { cancelOrderWithAudit } from "@cartwright/core/admin/cancel-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { refundOrderAsStaff } from "@cartwright/core/admin/refund-order";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import type { OrderNumber } from "@cartwright/contracts/ids";
import type { PlaceOrder } from "@cartwright/contracts/checkout";
import { readPaymentsOfOrders } from "@cartwright/core/payments/read-payments";
import { recordOutcomes } from "@cartwright/core/payments/record-outcomes";
import { placeOrder } from "@cartwright/core/saga/flows/checkout/place-order";
import { createMember, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { createGiftCard, giftCardOf } from "@cartwright/core/testing/gift-cards";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./testing/backends.ts";
import { booksHold } from "./testing/books-hold.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants } from "./testing/invariants.ts";
import { prepareOrder, type PlacedTestOrder, type TestOrder } from "./testing/place-test-order.ts";
import { until } from "./testing/until.ts";

describe.each(backends)("orders paid with gift cards on $name", ({ redisUrl }) => {
  let shop: TestShop;
  let act: StaffAct;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl, random: () => 0 });
    await shop.startWorker();
    const actor = await createMember(shop.db, { role: "manager" });
    act = { actor, address: "127.0.0.1", requestId: "test", reason: "a good one" };
  });
  afterAll(() => shop.close());

  /** One unit for 40.00 with 4.90 for shipping, unless there are more. */
  async function place(giftCards: readonly string[], order: Partial<TestOrder> & { readonly onHand?: number } = {}) {
    const product = await createProduct(shop.db, { variants: [{ priceMinor: 4_000, onHand: order.onHand ?? 10 }] });
    return shop.place({ lines: [{ variantId: product.variants[0].id, quantity: 1 }], giftCards, ...order });
  }
  const charges = async ({ number }: PlacedTestOrder) =>
    (await shop.provider.charges(number)).map(({ amountMinor, refundedMinor }) => [amountMinor, refundedMinor]);
  const refund = ({ number }: PlacedTestOrder, choice: RefundChoice) =>
    refundOrderAsStaff(shop.deps, { number, idempotencyKey: randomUUID(), reason: act.reason, ...choice }, act);
  const refunded = (order: PlacedTestOrder, refundedMinor: number) =>
    until(async () => {
      const now = await getOrderForStaff(shop.deps, order.number);
      return now.refundedMinor === refundedMinor && now.sagas.every(({ finishedAt }) => finishedAt) ? now : null;
    });

  it("are charged for what the cards leave, and refunds go to the provider first", async () => {
    const one = await createGiftCard(shop.db, { amountMinor: 1_000 });
    const other = await createGiftCard(shop.db, { amountMinor: 2_000 });
    const order = await place([one.code, other.code]);
    expect(await giftCardOf(shop.db, one.id)).toEqual({ balanceMinor: 1_000, heldMinor: 1_000 });
    expect(await shop.settled(order.orderId)).toBe("confirmed");
    expect(await charges(order)).toEqual([[1_490, 0]]);
    expect(await giftCardOf(shop.db, one.id)).toEqual({ balanceMinor: 0, heldMinor: 0 });
    expect(await getOrderForStaff(shop.deps, order.number)).toMatchObject({
      totalMinor: 4_490,
      giftCardMinor: 3_000,
      payments: [{ amountMinor: 4_490, giftCardMinor: 3_000, state: "captured" }],
    });

    await refund(order, { amountMinor: 1_000 });
    await refunded(order, 1_000);
    expect(await charges(order)).toEqual([[1_490, 1_000]]);
    await refund(order, { amountMinor: 1_000 });
    await refunded(order, 2_000);
    expect(await charges(order)).toEqual([[1_490, 1_490]]);
    expect(await giftCardOf(shop.db, other.id)).toEqual({ balanceMinor: 510, heldMinor: 0 });
    await refund(order, { amountMinor: 2_490 });
    expect(await refunded(order, 4_490)).toMatchObject({ paymentStatus: "refunded" });
    expect(await giftCardOf(shop.db, one.id)).toEqual({ balanceMinor: 1_000, heldMinor: 0 });
    expect(await giftCardOf(shop.db, other.id)).toEqual({ balanceMinor: 2_000, heldMinor: 0 });
    await booksHold(shop, act);
  });

  it("need no provider when the cards pay for everything", async () => {
    const card = await createGiftCard(shop.db, { amountMinor: 10_000 });
    const order = await place([card.code], { token: "tok_decline" });
    expect(await shop.settled(order.orderId)).toBe("confirmed");
    expect(await charges(order)).toEqual([]);
    expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 5_510, heldMinor: 0 });
    await cancelOrderWithAudit(shop.deps, order.number, act);
    expect(await refunded(order, 4_490)).toMatchObject({ status: "cancelled", paymentStatus: "refunded" });
    expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 10_000, heldMinor: 0 });
    await booksHold(shop, act);
  });

  it("give back what they hold when the rest is declined, or the stock is gone", async () => {
    const card = await createGiftCard(shop.db, { amountMinor: 1_000 });
    const declined = await place([card.code], { token: "tok_decline" });
    expect(await shop.settled(declined.orderId)).toBe("cancelled");
    expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 1_000, heldMinor: 0 });

    await shop.stopWorker();
    const product = await createProduct(shop.db, { variants: [{ priceMinor: 4_000, onHand: 1 }] });
    const lines = [{ variantId: product.variants[0].id, quantity: 1 }];
    const first = await shop.place({ lines });
    const second = await shop.place({ lines, giftCards: [card.code] });
    await shop.startWorker();
    await shop.settled(first.orderId);
    expect(await shop.settled(second.orderId)).toBe("cancelled");
    expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 1_000, heldMinor: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("spend a card once when several orders that were quoted with it are placed at the same moment", async () => {
    const card = await createGiftCard(shop.db);
    const { variants } = await createProduct(shop.db, { variants: [{ priceMinor: 4_000, onHand: 10 }] });
    const lines = [{ variantId: variants[0].id, quantity: 1 }];
    const ready = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const actor = newGuest();
        return { actor, input: await prepareOrder(shop.deps, actor, { lines, giftCards: [card.code] }) };
      }),
    );
    const outcomes = await Promise.allSettled(
      ready.map(({ actor, input }) => placeOrder(shop.deps, actor, { input, accountEmail: null, traceparent: null })),
    );
    const refusals = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
    expect(refusals).toHaveLength(3);
    // Nobody is charged for what they thought the card pays.
    for (const refusal of refusals) expect(refusal).toMatchObject({ reason: "price_changed" });
    const [placed] = outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    await until(async () => (await giftCardOf(shop.db, card.id)).heldMinor === 0 || null);
    expect(await getOrderForStaff(shop.deps, placed?.number ?? ("" as OrderNumber))).toMatchObject({
      giftCardMinor: 4_490,
    });
    expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 510, heldMinor: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("refund only what the provider took when a charge arrives after the order was given up", async () => {
    const card = await createGiftCard(shop.db, { amountMinor: 1_000 });
    const order = await place([card.code], { token: "tok_decline" });
    expect(await shop.settled(order.orderId)).toBe("cancelled");
    const payment = (await readPaymentsOfOrders(shop.db, [order.orderId])).get(order.orderId);
    if (!payment) throw new Error("no payment");
    const outcome = { kind: "captured" as const, providerRef: payment.providerRef ?? "late", feeMinor: 0 };
    const [late] = await inTransaction(shop.db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));
    expect(late).toMatchObject({ effect: "captured_late", payment: { amountMinor: 3_490, giftCardMinor: 0 } });
    const { rows } = await sql<{ amount: number }>`
      select amount_minor as amount from payments.refunds where payment_id = ${payment.id}`.execute(shop.db);
    expect(rows).toEqual([{ amount: 3_490 }]);
    expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 1_000, heldMinor: 0 });
  });

  it("are refused without a quote that says what the cards pay, and with a card that can't be used", async () => {
    const card = await createGiftCard(shop.db);
    const { variants } = await createProduct(shop.db, { variants: [{ priceMinor: 4_000 }] });
    const actor = newGuest();
    const lines = [{ variantId: variants[0].id, quantity: 1 }];
    const { quoteVersion: _seen, ...blind } = await prepareOrder(shop.deps, actor, { lines, giftCards: [card.code] });
    const place = (input: PlaceOrder) => placeOrder(shop.deps, actor, { input, accountEmail: null, traceparent: null });
    await expect(place(blind)).rejects.toMatchObject({ reason: "invalid_input" });
    const unknown = await prepareOrder(shop.deps, actor, { lines, giftCards: ["2222222222222222"] });
    await expect(place(unknown)).rejects.toMatchObject({ reason: "gift_card_invalid" });
    const input = await prepareOrder(shop.deps, actor, { lines, giftCards: [card.code] });
    await shop.db.updateTable("payments.gift_cards").set({ is_disabled: true }).where("id", "=", card.id).execute();
    await expect(place(input)).rejects.toMatchObject({ reason: "gift_card_invalid" });
    expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 5_000, heldMinor: 0 });
  });
});
