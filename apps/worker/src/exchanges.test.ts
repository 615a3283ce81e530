import { randomUUID } from "node:crypto";
import type { ExchangeLine } from "@cartwright/contracts/exchanges";
import type { OrderNumber, VariantId } from "@cartwright/contracts/ids";
import { cancelItemsAsStaff } from "@cartwright/core/admin/cancel-items";
import { cancelOrderWithAudit } from "@cartwright/core/admin/cancel-order";
import { deliverParcelAsStaff, shipParcelAsStaff } from "@cartwright/core/admin/change-parcel";
import { declineReturnAsStaff } from "@cartwright/core/admin/decide-return";
import { exchangeReturnAsStaff, previewExchange } from "@cartwright/core/admin/exchange-return";
import { fulfillOrderAsStaff } from "@cartwright/core/admin/fulfill-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { listDocumentsForStaff } from "@cartwright/core/admin/order-documents";
import { receiveReturnAsStaff } from "@cartwright/core/admin/receive-return";
import { previewRefundForStaff, refundOrderAsStaff } from "@cartwright/core/admin/refund-order";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import type { Actor } from "@cartwright/core/kernel/actor";
import { issueDocuments } from "@cartwright/core/invoices/issue-documents";
import { findOrderId } from "@cartwright/core/orders/find-order-id";
import { requestReturn } from "@cartwright/core/orders/request-return";
import { createMember, createProduct, createStock } from "@cartwright/core/testing/fixtures";
import { setSeller } from "@cartwright/core/testing/invoices";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { booksHold } from "./testing/books-hold.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { stockOf, timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

const PRICE = 1_500;
const SHIPPING = 490;
let shop: TestShop;
let act: StaffAct;
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  await setSeller(shop.db);
  await shop.startWorker();
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "a good one" };
});
afterAll(() => shop.close());

const key = (): string => randomUUID();
const site = () => ({ publicOrigin: shop.origin });
const orderOf = (number: OrderNumber) => getOrderForStaff(shop.deps, number);
async function idOf(number: OrderNumber) {
  const id = await findOrderId(shop.db, number);
  if (!id) throw new Error("there is no such order");
  return id;
}

/** Sends all of an order. */
async function deliver(number: OrderNumber) {
  const fulfillmentId = await fulfillOrderAsStaff(shop.deps, { number }, act);
  await shipParcelAsStaff(shop.deps, { site: site(), input: { fulfillmentId } }, act);
  await deliverParcelAsStaff(shop.deps, fulfillmentId, act);
}

async function askReturn(actor: Actor, number: OrderNumber, quantity: number) {
  const { returnId } = await requestReturn(shop.deps, actor, { number, lines: [{ lineId: "1", quantity }] });
  return returnId;
}

/** A delivered order of some units for 15.00 each, a return of some of them, and other variants at other prices. */
async function hasReturn({ quantity = 2, returned = 1, others = 5 } = {}) {
  const product = await createProduct(shop.db, {
    variants: [
      { priceMinor: PRICE, onHand: 10 },
      { priceMinor: 9_900, onHand: others },
      { priceMinor: 100, onHand: 0 },
      { priceMinor: PRICE, onHand: 5, status: "discontinued" },
    ],
  });
  const [own, other, soldOut, gone] = product.variants.map(({ id }) => id) as [
    VariantId,
    VariantId,
    VariantId,
    VariantId,
  ]; // four were created
  const { number, orderId, actor } = await shop.place({ lines: [{ variantId: own, quantity }] });
  expect(await shop.settled(orderId)).toBe("confirmed");
  await deliver(number);
  const returnId = await askReturn(actor, number, returned);
  return { product, own, other, soldOut, gone, number, orderId, actor, returnId };
}
type Returned = Awaited<ReturnType<typeof hasReturn>>;

const previewOf = (returnId: string, lines: ExchangeLine[] = []) => previewExchange(shop.db, { returnId, lines });
async function exchange(
  { returnId, other }: Pick<Returned, "returnId" | "other">,
  { quantity = 1, variantId = other, idempotencyKey = key(), version = -1 } = {},
) {
  const seen = version < 0 ? (await previewOf(returnId)).version : version;
  const input = { returnId, lines: [{ lineId: "1", quantity, variantId }], version: seen, idempotencyKey };
  const { newNumber } = await exchangeReturnAsStaff(shop.deps, { site: site(), input }, act);
  return newNumber;
}
const refund = ({ number }: Pick<Returned, "number">, choice: object) =>
  refundOrderAsStaff(shop.deps, { number, idempotencyKey: randomUUID(), reason: act.reason, ...choice }, act);
const settled = async (number: OrderNumber) => shop.settled(await idOf(number));
const isPaidBack = (number: OrderNumber, amountMinor: number) =>
  until(async () => {
    const { refundedMinor, sagas } = await orderOf(number);
    return refundedMinor === amountMinor && sagas.every(({ finishedAt }) => finishedAt) ? true : null;
  });

describe("an exchange", () => {
  it("sends another variant for what was paid, charges and refunds nothing, and takes the stock", async () => {
    const sale = await hasReturn();
    const preview = await previewOf(sale.returnId, [{ lineId: "1", quantity: 1, variantId: sale.other }]);
    expect(preview.lines).toMatchObject([{ quantity: 1, exchangeable: 1, exchanged: 0, refunded: 0 }]);
    expect(preview.lines[0]?.variants.map(({ variantId, available }) => [variantId, available])).toEqual([
      [sale.other, 5],
      [sale.soldOut, 0],
    ]);
    expect(preview).toMatchObject({ amountMinor: PRICE, sent: [{ amountMinor: PRICE, leftAvailable: 4 }] });

    const newNumber = await exchange(sale);
    expect(await settled(newNumber)).toBe("confirmed");
    const sent = await orderOf(newNumber);
    expect(sent).toMatchObject({
      exchangeOf: { number: sale.number, paidNumber: sale.number },
      paymentStatus: "paid",
      subtotalMinor: PRICE,
      discountMinor: PRICE,
      totalMinor: 0,
      lines: [{ variantId: sale.other, quantity: 1, unitPriceMinor: PRICE }],
    });
    const first = await orderOf(sale.number);
    expect(first).toMatchObject({ refundedMinor: 0, paymentStatus: "paid", exchangeOf: null, refunds: [] });
    expect(first.returns).toMatchObject([
      {
        state: "approved",
        exchanges: [{ number: newNumber, isCancelled: false, lines: [{ lineId: "1", quantity: 1 }] }],
      },
    ]);
    expect((await timelineOf(shop.db, sale.orderId)).slice(-2)).toEqual(["order.return_approved", "order.exchanged"]);
    expect((await timelineOf(shop.db, await idOf(newNumber))).slice(0, 2)).toEqual([
      "order.created",
      "order.exchanged",
    ]);
    expect(await stockOf(shop.db, sale.other)).toEqual({ onHand: 4, reserved: 0 });
    expect(await shop.provider.charges(newNumber)).toEqual([]);
    const mail = await until(async () => {
      const rows = await shop.db
        .selectFrom("notifications.mails")
        .select(["template", "subject", "text"])
        .where("order_id", "=", await idOf(newNumber))
        .execute();
      return rows[0] ?? null;
    });
    expect(mail).toMatchObject({ subject: "We're sending your exchange" });
    expect(mail.text).toContain(newNumber);
    expect(mail.text).toContain(sale.number);
    await booksHold(shop, act);
  });

  it("leaves the invoice as it is, and adds no document", async () => {
    const sale = await hasReturn();
    const newNumber = await exchange(sale);
    await settled(newNumber);
    await issueDocuments(shop.deps, [sale.orderId, await idOf(newNumber)]);
    expect((await listDocumentsForStaff(shop.db, sale.number)).documents.map(({ kind }) => kind)).toEqual(["invoice"]);
    expect((await listDocumentsForStaff(shop.db, newNumber)).documents).toEqual([]);
  });

  it("is made once for a request that is repeated, also at the same time", async () => {
    const sale = await hasReturn();
    const { version } = await previewOf(sale.returnId);
    const idempotencyKey = randomUUID();
    const made = await Promise.all([1, 2, 3].map(() => exchange(sale, { idempotencyKey, version })));
    expect(new Set(made).size).toBe(1);
    expect(await exchange(sale, { idempotencyKey, version })).toBe(made[0]);
    await expect(exchange(sale, { idempotencyKey, version, variantId: sale.soldOut })).rejects.toMatchObject({
      reason: "idempotency_conflict",
    });
    expect(await settled(made[0] as OrderNumber)).toBe("confirmed"); // there are three
    expect(await stockOf(shop.db, sale.other)).toEqual({ onHand: 4, reserved: 0 });
  });

  it("is refused when the order has changed since it was looked at", async () => {
    const sale = await hasReturn();
    const { version } = await previewOf(sale.returnId);
    await refund(sale, { shippingMinor: SHIPPING });
    await expect(exchange(sale, { version })).rejects.toMatchObject({ reason: "stale_write" });
  });

  it("is refused for what is not for sale, sold out, another product's, more than was returned, or declined", async () => {
    const sale = await hasReturn();
    const stranger = await createProduct(shop.db);
    for (const variantId of [sale.own, sale.gone, stranger.variants[0].id])
      await expect(exchange(sale, { variantId })).rejects.toMatchObject({
        reason: "invalid_input",
        fields: { "lines.0.variantId": expect.any(String) },
      });
    await expect(exchange(sale, { variantId: sale.soldOut })).rejects.toMatchObject({ reason: "out_of_stock" });
    await expect(exchange(sale, { quantity: 2 })).rejects.toMatchObject({
      reason: "invalid_input",
      fields: { "lines.0.quantity": expect.any(String) },
    });
    await declineReturnAsStaff(shop.deps, { site: site(), returnId: sale.returnId, note: "" }, act);
    await expect(exchange(sale)).rejects.toMatchObject({ reason: "illegal_transition" });
    expect((await orderOf(sale.number)).returns).toMatchObject([{ state: "refused", exchanges: [] }]);
  });
});

describe("an exchange and a refund of the same units", () => {
  const all = { lines: [{ lineId: "1", quantity: 2 }] };

  it("end with the refund when it was first", async () => {
    const sale = await hasReturn({ returned: 2 });
    await refund(sale, all);
    await expect(exchange(sale, { quantity: 2 })).rejects.toMatchObject({ reason: "invalid_input" });
    await isPaidBack(sale.number, 2 * PRICE);
    expect((await previewOf(sale.returnId)).lines).toMatchObject([{ exchangeable: 0, refunded: 2 }]);
    await booksHold(shop, act);
  });

  it("end with the exchange when it was first, also for the return's own refund", async () => {
    const sale = await hasReturn({ quantity: 3, returned: 2 });
    const newNumber = await exchange(sale, { quantity: 2 });
    await expect(refund(sale, all)).rejects.toMatchObject({ reason: "invalid_input" });
    const choice = { idempotencyKey: randomUUID(), lines: [{ lineId: "1", quantity: 1 }] };
    const received = { returnId: sale.returnId, final: false };
    const receive = (input: object) =>
      receiveReturnAsStaff(shop.deps, { site: site(), input: { ...received, ...input } }, act);
    await expect(receive({ refund: choice })).rejects.toMatchObject({ reason: "invalid_input" });
    await expect(receive({ refund: { idempotencyKey: randomUUID() } })).rejects.toMatchObject({
      reason: "illegal_transition",
    });
    expect(await receive({})).toMatchObject({ refundId: null });
    await expect(exchange(sale)).rejects.toMatchObject({ reason: "invalid_input" });
    // What was not returned is refunded as before, with shipping: never more than the charge.
    await refund(sale, { lines: [{ lineId: "1", quantity: 1 }], shippingMinor: SHIPPING });
    await isPaidBack(sale.number, PRICE + SHIPPING);
    expect(await settled(newNumber)).toBe("confirmed");
    await booksHold(shop, act);
  });

  it("leave the units that were not exchanged to be refunded as they come", async () => {
    const sale = await hasReturn({ quantity: 3, returned: 3 });
    await exchange(sale);
    const receive = (quantity: number) =>
      receiveReturnAsStaff(
        shop.deps,
        {
          site: site(),
          input: {
            returnId: sale.returnId,
            lines: [{ lineId: "1", quantity, restock: true }],
            final: false,
            refund: { idempotencyKey: randomUUID() },
          },
        },
        act,
      );
    await receive(1);
    await receive(2);
    await isPaidBack(sale.number, 2 * PRICE);
    expect((await previewOf(sale.returnId)).lines).toMatchObject([{ exchangeable: 0, exchanged: 1, refunded: 2 }]);
    await booksHold(shop, act);
  });

  it("end with exactly one of them at the same time", async () => {
    for (let round = 0; round < 4; round += 1) {
      const sale = await hasReturn({ returned: 2 });
      const { version } = await previewOf(sale.returnId);
      const acts = [() => exchange(sale, { quantity: 2, version }), () => refund(sale, all)];
      const outcomes = await Promise.allSettled((round % 2 ? acts : acts.toReversed()).map((one) => one()));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const { refunds, returns } = await orderOf(sale.number);
      expect(refunds.length + (returns[0]?.exchanges.length ?? 0)).toBe(1);
    }
  });

  it("exchanges units once when two people exchange them at the same time", async () => {
    const sale = await hasReturn();
    const { version } = await previewOf(sale.returnId);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => exchange(sale, { version })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await orderOf(sale.number)).returns[0]?.exchanges).toHaveLength(1);
  });
});

describe("an exchange that is cancelled", () => {
  it("leaves the return as it was when the stock is gone, so that it can be refunded", async () => {
    const sale = await hasReturn({ others: 1 });
    await shop.stopWorker();
    const newNumber = await exchange(sale);
    await createStock(shop.db, { productId: sale.product.id, variantId: sale.other, onHand: 0 });
    await shop.startWorker();
    expect(await settled(newNumber)).toBe("cancelled");
    expect((await timelineOf(shop.db, sale.orderId)).at(-1)).toBe("order.exchange_cancelled");
    expect((await previewOf(sale.returnId)).lines).toMatchObject([{ exchangeable: 1, exchanged: 0 }]);
    expect((await orderOf(sale.number)).returns[0]?.exchanges).toMatchObject([
      { number: newNumber, isCancelled: true },
    ]);
    const refunded = { idempotencyKey: randomUUID() };
    await receiveReturnAsStaff(
      shop.deps,
      { site: site(), input: { returnId: sale.returnId, final: false, refund: refunded } },
      act,
    );
    await isPaidBack(sale.number, PRICE);
    await booksHold(shop, act);
  });

  it("is cancelled as a whole by staff: the stock comes back and the units can be exchanged again", async () => {
    const sale = await hasReturn({ quantity: 2, returned: 2 });
    const newNumber = await exchange(sale, { quantity: 2 });
    await settled(newNumber);
    const part = {
      number: newNumber,
      lines: [{ lineId: "1", quantity: 1 }],
      idempotencyKey: randomUUID(),
      reason: "x",
    };
    await expect(cancelItemsAsStaff(shop.deps, { site: site(), input: part }, act)).rejects.toMatchObject({
      reason: "illegal_transition",
    });
    const decline = { site: site(), returnId: sale.returnId, note: "" };
    await expect(declineReturnAsStaff(shop.deps, decline, act)).rejects.toMatchObject({ reason: "illegal_transition" });
    await cancelOrderWithAudit(shop.deps, newNumber, act);
    await until(async () =>
      (await timelineOf(shop.db, sale.orderId)).includes("order.exchange_cancelled") ? true : null,
    );
    expect(await stockOf(shop.db, sale.other)).toEqual({ onHand: 5, reserved: 0 });
    const again = await exchange(sale, { quantity: 2 });
    expect(await settled(again)).toBe("confirmed");
    await booksHold(shop, act);
  });
});

describe("an order that was sent in exchange", () => {
  it("is returned and exchanged again, and its refund goes to the charge that paid for it", async () => {
    const sale = await hasReturn();
    const second = await exchange(sale);
    await settled(second);
    await deliver(second);
    const returnId = await askReturn(sale.actor, second, 1);
    const third = await exchange({ returnId, other: sale.own });
    expect(await settled(third)).toBe("confirmed");
    expect((await orderOf(third)).exchangeOf).toEqual({ number: second, paidNumber: sale.number });
    expect((await orderOf(second)).returns[0]?.exchanges).toMatchObject([{ number: third }]);

    for (const number of [second, third]) {
      const refused = { reason: "illegal_transition", message: expect.stringContaining(sale.number) };
      await expect(previewRefundForStaff(shop.db, number, { lines: [] })).rejects.toMatchObject(refused);
      await expect(refund({ number }, { lines: [{ lineId: "1", quantity: 1 }] })).rejects.toMatchObject(refused);
    }
    await refund(sale, { amountMinor: PRICE });
    await isPaidBack(sale.number, PRICE);
    // Never more than the charge, whatever was exchanged.
    await expect(refund(sale, { amountMinor: PRICE + SHIPPING + 1 })).rejects.toMatchObject({
      reason: "invalid_input",
    });
    await booksHold(shop, act);
  });
});
