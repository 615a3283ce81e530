import { randomUUID } from "node:crypto";
import { AdminCreatePromotion } from "@cartwright/contracts/promotions";
import type { GiftCardId } from "@cartwright/contracts/ids";
import type { RefundChoice } from "@cartwright/contracts/refunds";
import { cancelOrderWithAudit } from "@cartwright/core/admin/cancel-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { getGiftCard } from "@cartwright/core/admin/gift-cards/list-gift-cards";
import { refundOrderAsStaff } from "@cartwright/core/admin/refund-order";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { replaceCode } from "@cartwright/core/payments/gift-cards/change-gift-card";
import { issueSoldGiftCards } from "@cartwright/core/payments/gift-cards/sold-gift-cards";
import { createMember, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { createPromotion, toValues } from "@cartwright/core/promotions/edit-promotion";
import { createGiftCard } from "@cartwright/core/testing/gift-cards";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants } from "./testing/invariants.ts";
import { prepareOrder, type PlacedTestOrder, type TestOrder } from "./testing/place-test-order.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
let act: StaffAct;
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  await shop.startWorker();
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "a good one" };
});
afterAll(() => shop.close());

const giftCardProduct = () =>
  createProduct(shop.db, { giftCard: true, variants: [{ priceMinor: 2_500, requiresShipping: true, taxable: true }] });

/** So many gift cards for 25.00 each, and one other thing for 40.00. */
async function place(units: number, order: Partial<TestOrder> = {}) {
  const [card, other] = [await giftCardProduct(), await createProduct(shop.db, { variants: [{ priceMinor: 4_000 }] })];
  const lines = [
    { variantId: card.variants[0].id, quantity: units },
    { variantId: other.variants[0].id, quantity: 1 },
  ];
  return shop.place({ lines, ...order });
}

const cardsOf = async ({ orderId }: PlacedTestOrder) =>
  shop.db
    .selectFrom("payments.gift_cards")
    .select(["id", "balance_minor as balanceMinor", "is_disabled as isDisabled"])
    .where("order_id", "=", orderId)
    .orderBy("order_unit")
    .execute();

const refund = ({ number }: PlacedTestOrder, choice: RefundChoice) =>
  refundOrderAsStaff(shop.deps, { number, idempotencyKey: randomUUID(), reason: act.reason, ...choice }, act);
const refunded = (order: PlacedTestOrder, refundedMinor: number) =>
  until(async () => {
    const now = await getOrderForStaff(shop.deps, order.number);
    return now.refundedMinor === refundedMinor && now.sagas.every(({ finishedAt }) => finishedAt) ? now : null;
  });

/** Spends some of a sold card on another order, with a code that staff have given it. */
async function spend(id: string) {
  const code = await inTransaction(shop.db, (tx) => replaceCode(tx, id as GiftCardId)); // a column of ids
  const product = await createProduct(shop.db, { variants: [{ priceMinor: 500 }] });
  const order = await shop.place({ lines: [{ variantId: product.variants[0].id, quantity: 1 }], giftCards: [code] });
  expect(await shop.settled(order.orderId)).toBe("confirmed");
}

it("issues a card for each unit when the order is confirmed, and mails the codes to the buyer once", async () => {
  const order = await place(2);
  expect(await cardsOf(order)).toEqual([]);
  expect(await shop.settled(order.orderId)).toBe("confirmed");
  const cards = await cardsOf(order);
  expect(cards).toMatchObject([{ balanceMinor: 2_500 }, { balanceMinor: 2_500 }]);
  const mails = await shop.db
    .selectFrom("notifications.mails")
    .select(["recipient", "subject"])
    .where("template", "=", "gift_cards_bought")
    .where("dedupe_key", "=", `gift_cards_bought:${order.orderId}`)
    .execute();
  expect(mails).toEqual([{ recipient: "kim@example.com", subject: `Your gift cards from order ${order.number}` }]);
  // Tax is due on what a card buys, not on the card: 40.00 and shipping are taxed.
  const taxes = shop.db.selectFrom("orders.order_lines").select("tax_minor").where("order_id", "=", order.orderId);
  const lines = await taxes.orderBy("position").execute();
  expect(lines.map((taxed) => taxed.tax_minor > 0)).toEqual([false, true]);

  const line = {
    orderId: order.orderId,
    position: 1,
    quantity: 2,
    amountMinor: 2_500,
    currency: "EUR",
    email: "x@y.z",
  };
  expect(await inTransaction(shop.db, (tx) => issueSoldGiftCards(tx, [line]))).toEqual([]);
  expect(await cardsOf(order)).toEqual(cards);
  expect(await getGiftCard(shop.db, (cards[0]?.id ?? "") as GiftCardId)).toMatchObject({
    orderNumber: order.number,
    history: [{ kind: "sold", orderNumber: order.number, amountMinor: 2_500 }],
  });
  expect(await brokenInvariants(shop.db)).toEqual({});
});

it("issues nothing for an order whose payment is declined", async () => {
  const order = await place(1, { token: "tok_decline" });
  expect(await shop.settled(order.orderId)).toBe("cancelled");
  expect(await cardsOf(order)).toEqual([]);
});

it("is neither reduced by promotions nor paid for with other gift cards", async () => {
  const offer = AdminCreatePromotion.parse({ method: "code", code: "TENTH", kind: "percentage", percentBp: 1_000 });
  await inTransaction(shop.db, (tx) => createPromotion(tx, toValues(offer)));
  const card = await createGiftCard(shop.db, { amountMinor: 50_000 });
  const order = await place(2, { promotionCode: "TENTH", giftCards: [card.code] });
  expect(await shop.settled(order.orderId)).toBe("confirmed");
  expect(await getOrderForStaff(shop.deps, order.number)).toMatchObject({
    discountMinor: 400,
    // The other thing less its discount, and shipping.
    giftCardMinor: 3_600 + 490,
    totalMinor: 3_600 + 490 + 5_000,
  });
});

it("refuses more gift cards at once than one email should list", async () => {
  const product = await giftCardProduct();
  const order = { lines: [{ variantId: product.variants[0].id, quantity: 51 }] };
  await expect(prepareOrder(shop.deps, newGuest(), order)).rejects.toMatchObject({
    reason: "invalid_input",
    message: "You can buy up to 50 gift cards at once. Reduce the quantity, or place several orders.",
  });
});

it("cancels the card of a refunded unit, and refuses to refund one that has been used", async () => {
  const order = await place(2);
  await shop.settled(order.orderId);
  await refund(order, { lines: [{ lineId: "1", quantity: 1 }] });
  await refunded(order, 2_500);
  const [kept, cancelled] = await cardsOf(order);
  expect(cancelled).toMatchObject({ balanceMinor: 0, isDisabled: true });
  expect(kept).toMatchObject({ balanceMinor: 2_500, isDisabled: false });
  expect(await getGiftCard(shop.db, (cancelled?.id ?? "") as GiftCardId)).toMatchObject({
    history: [{ kind: "cancelled", amountMinor: -2_500 }, { kind: "sold" }],
  });

  await spend(kept?.id ?? "");
  const used = { reason: "illegal_transition", message: expect.stringContaining("has been used") as string };
  await expect(refund(order, { lines: [{ lineId: "1", quantity: 1 }] })).rejects.toMatchObject(used);
  await expect(cancelOrderWithAudit(shop.deps, order.number, act)).rejects.toMatchObject(used);
  // The rest of the order can still be refunded.
  await refund(order, { lines: [{ lineId: "2", quantity: 1 }] });
  await refunded(order, 6_500);
  expect(await brokenInvariants(shop.db)).toEqual({});
});

it("cancels all cards with their order, also of two people who spend and cancel at once", async () => {
  const order = await place(3);
  await shop.settled(order.orderId);
  const [first] = await cardsOf(order);
  const [spent, cancelled] = await Promise.allSettled([
    spend(first?.id ?? ""),
    cancelOrderWithAudit(shop.deps, order.number, act),
  ]);
  // Whoever locks the card first wins; never both.
  expect([spent.status, cancelled.status].toSorted()).toEqual(["fulfilled", "rejected"]);
  const { totalMinor: paidMinor } = await getOrderForStaff(shop.deps, order.number);
  if (cancelled.status === "fulfilled") await refunded(order, paidMinor);
  expect(await brokenInvariants(shop.db)).toEqual({});

  const other = await place(3);
  await shop.settled(other.orderId);
  await cancelOrderWithAudit(shop.deps, other.number, act);
  expect(await cardsOf(other)).toMatchObject(Array.from({ length: 3 }, () => ({ balanceMinor: 0, isDisabled: true })));
  const { totalMinor } = await getOrderForStaff(shop.deps, other.number);
  expect(await refunded(other, totalMinor)).toMatchObject({ status: "cancelled", paymentStatus: "refunded" });
  expect(await brokenInvariants(shop.db)).toEqual({});
});
