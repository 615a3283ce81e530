import { previewRepair, repairFindingAsStaff } from "@cartwright/core/admin/books/repair-finding";
import { reconcileNow } from "@cartwright/core/admin/books/reconcile-now";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { createGiftCard, giftCardOf } from "@cartwright/core/testing/gift-cards";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
let act: StaffAct;
let gateways: PaymentGateways;
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "the books differ" };
  const where = { webhookUrl: `${shop.origin}/api/webhooks/sandbox`, returnOrigin: shop.origin };
  const webhookSecrets = [shop.webhookSecret];
  gateways = new Map([["sandbox", createSandboxGateway({ url: shop.provider.url, webhookSecrets, ...where })]]);
});
afterAll(() => shop.close());

/** Does damage that the shop's own code never does: without triggers and foreign keys. */
async function damage(...statements: readonly string[]) {
  const client = await shop.pool.connect();
  await client.query(`set session_replication_role = replica; ${statements.join("; ")}`);
  client.release(true);
}

it("gives a card back what it holds for an order that counts as paid and never was, once that is cancelled", async () => {
  const card = await createGiftCard(shop.db, { amountMinor: 10_000 });
  const { variants } = await createProduct(shop.db, { variants: [{ priceMinor: 4_000, onHand: 1 }] });
  const order = await shop.place({ lines: [{ variantId: variants[0].id, quantity: 1 }], giftCards: [card.code] });
  await shop.startWorker();
  expect(await shop.settled(order.orderId)).toBe("confirmed");
  const { totalMinor } = await getOrderForStaff(shop.deps, order.number);
  await damage(
    `delete from payments.ledger_entries where payment_id = (select id from payments.payments where order_id = '${order.orderId}')`,
    `update payments.payments set state = 'voided', provider_ref = null where order_id = '${order.orderId}'`,
    `update payments.gift_card_uses set state = 'held' where order_id = '${order.orderId}'`,
    `update payments.gift_cards set balance_minor = 10000, held_minor = ${totalMinor} where id = '${card.id}'`,
  );
  const deps = { ...shop.deps, gateways };
  await reconcileNow(deps, act);
  const finding = { orderId: order.orderId, finding: "order_without_payment" as const };
  const { effect, amountMinor } = await previewRepair(deps, finding);
  expect(effect).toBe("cancel_order");
  await repairFindingAsStaff(deps, { ...finding, effect: "cancel_order", amountMinor, reason: act.reason }, act);
  await until(async () =>
    (await getOrderForStaff(shop.deps, order.number)).sagas.every(({ finishedAt }) => finishedAt) ? true : null,
  );
  expect(await giftCardOf(shop.db, card.id)).toEqual({ balanceMinor: 10_000, heldMinor: 0 });
  expect(await brokenInvariants(shop.db)).toEqual({});
});
