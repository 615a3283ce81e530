import { randomUUID } from "node:crypto";
import type { ExchangeLine } from "@cartwright/contracts/exchanges";
import type { OrderNumber } from "@cartwright/contracts/ids";
import { deliverParcelAsStaff, shipParcelAsStaff } from "@cartwright/core/admin/change-parcel";
import { exchangeReturnAsStaff, previewExchange } from "@cartwright/core/admin/exchange-return";
import { fulfillOrderAsStaff } from "@cartwright/core/admin/fulfill-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { receiveReturnAsStaff } from "@cartwright/core/admin/receive-return";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { requestReturn } from "@cartwright/core/orders/request-return";
import { readPaymentsOfOrders, readRefunds } from "@cartwright/core/payments/read-payments";
import { recordRefundFailure } from "@cartwright/core/payments/refund-payment";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";

let shop: TestShop;
let act: StaffAct;
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  await shop.startWorker();
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "a good one" };
});
afterAll(() => shop.close());

async function deliver(number: OrderNumber) {
  const site = { publicOrigin: shop.origin };
  const fulfillmentId = await fulfillOrderAsStaff(shop.deps, { number }, act);
  await shipParcelAsStaff(shop.deps, { site, input: { fulfillmentId } }, act);
  await deliverParcelAsStaff(shop.deps, fulfillmentId, act);
}

it("refunds the other unit of a return again when the first refund of it failed for good", async () => {
  const { variants } = await createProduct(shop.db, { variants: [{ onHand: 5 }, { onHand: 5 }] });
  const order = await shop.place({ lines: [{ variantId: variants[0].id, quantity: 2 }] });
  expect(await shop.settled(order.orderId)).toBe("confirmed");
  await deliver(order.number);
  const asked = { number: order.number, lines: [{ lineId: "1", quantity: 2 }] };
  const { returnId } = await requestReturn(shop.deps, order.actor, asked);
  await shop.stopWorker();
  const site = { publicOrigin: shop.origin };
  const lines: ExchangeLine[] = [{ lineId: "1", quantity: 1, variantId: variants[1]?.id ?? variants[0].id }];
  const { version } = await previewExchange(shop.db, { returnId, lines });
  const exchange = { returnId, lines, version, idempotencyKey: randomUUID() };
  await exchangeReturnAsStaff(shop.deps, { site, input: exchange }, act);

  const receive = (quantity: number, refunded: number) =>
    receiveReturnAsStaff(
      shop.deps,
      {
        site,
        input: {
          returnId,
          lines: [{ lineId: "1", quantity, restock: false }],
          final: false,
          refund: { idempotencyKey: randomUUID(), lines: [{ lineId: "1", quantity: refunded }] },
        },
      },
      act,
    );
  const { refundId } = await receive(1, 1);
  const payment = (await readPaymentsOfOrders(shop.db, [order.orderId])).get(order.orderId);
  if (!payment) throw new Error("no payment");
  await inTransaction(shop.db, (tx) => recordRefundFailure(tx, refundId ?? ""));
  await expect(receive(1, 2)).rejects.toMatchObject({ reason: "invalid_input" });
  await receive(1, 1);
  expect((await readRefunds(shop.db, payment)).map(({ state }) => state)).toEqual(["failed", "intent"]);
  expect((await getOrderForStaff(shop.deps, order.number)).returns).toMatchObject([{ state: "received" }]);
});
