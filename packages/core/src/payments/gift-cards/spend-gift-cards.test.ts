import type { OrderId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import type { ChargeOutcome } from "../../kernel/payment-gateway.ts";
import { createGiftCard, giftCardOf } from "../../testing/gift-cards.ts";
import { createPayment, readLedger } from "../../testing/payments.ts";
import type { Payment } from "../payment.ts";
import { readPaymentsOfOrders, readRefunds } from "../read-payments.ts";
import { recordOutcomes } from "../record-outcomes.ts";
import { openRefund, recordRefund } from "../refund-payment.ts";
import { requestCharge } from "../request-charge.ts";
import { holdGiftCards } from "./hold-gift-cards.ts";
import { releaseGiftCards } from "./release-gift-cards.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const record = (payment: Payment, outcome: ChargeOutcome) =>
  inTransaction(database.db, async (tx) => (await recordOutcomes(tx, [{ paymentId: payment.id, outcome }]))[0]);

/** A payment of 100.00 of which a card holds a part. */
async function holding(amountMinor: number, expiresAt: Date | null = null) {
  const card = await createGiftCard(database.db, { amountMinor, expiresAt });
  const orderId = newId<OrderId>();
  const due = { amountMinor: 10_000, currency: "EUR" as const };
  const giftCardMinor = await inTransaction(database.db, (tx) =>
    holdGiftCards(tx, orderId, { codes: [card.code], due }),
  );
  return { card, payment: await createPayment(database.db, { orderId, giftCardMinor }) };
}

it("takes nothing for an order that was given up while its cards paid for everything", async () => {
  const { card, payment } = await holding(10_000);
  // Its own response is recorded after the order has been cancelled.
  const late = await requestCharge(new Map(), payment);
  await record(payment, { kind: "voided", providerRef: null });
  await inTransaction(database.db, (tx) => releaseGiftCards(tx, [payment.orderId]));
  expect(await record(payment, late)).toMatchObject({ effect: "unchanged" });
  expect((await readPaymentsOfOrders(database.db, [payment.orderId])).get(payment.orderId)).toMatchObject({
    state: "voided",
    amountMinor: 10_000,
    giftCardMinor: 10_000,
  });
  expect(await readRefunds(database.db, payment)).toEqual([]);
  expect(await readLedger(database.db, payment.id)).toEqual({});
  expect(await giftCardOf(database.db, card.id)).toEqual({ balanceMinor: 10_000, heldMinor: 0 });
});

it("lets a card that has expired since be used for a while when it gets money back", async () => {
  const { card, payment } = await holding(10_000, new Date(Date.now() + 60_000));
  await record(payment, await requestCharge(new Map(), payment));
  const expire = database.db.updateTable("payments.gift_cards").set({ expires_at: new Date(Date.now() - 60_000) });
  await expire.where("id", "=", card.id).execute();
  await inTransaction(database.db, async (tx) => {
    const { refund } = await openRefund(tx, { paymentId: payment.id, idempotencyKey: newId(), reason: "test" });
    await recordRefund(tx, { paymentId: payment.id, refundId: refund?.id ?? "", providerRef: "gift" });
  });
  const row = await database.db
    .selectFrom("payments.gift_cards")
    .select("expires_at")
    .where("id", "=", card.id)
    .executeTakeFirstOrThrow();
  const days = ((row.expires_at?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(89);
  expect(days).toBeLessThan(91);
});
