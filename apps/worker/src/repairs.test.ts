import { createHmac, randomUUID } from "node:crypto";
import type { BookFinding, RepairEffect } from "@cartwright/contracts/books";
import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import { listFindings } from "@cartwright/core/admin/books/list-findings";
import { reconcileNow } from "@cartwright/core/admin/books/reconcile-now";
import { previewRepair, repairFindingAsStaff } from "@cartwright/core/admin/books/repair-finding";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import { openRefund, recordRefund } from "@cartwright/core/payments/refund-payment";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, timelineOf } from "./testing/invariants.ts";
import type { PlacedTestOrder } from "./testing/place-test-order.ts";
import { until } from "./testing/until.ts";

const PRICE = 30_000;
/** One for each time that a test asks for one. */
const ORDERS = 15;
const sold: PlacedTestOrder[] = [];
let shop: TestShop;
let act: StaffAct;
let gateways: PaymentGateways;
let variantId: Parameters<TestShop["place"]>[0]["lines"][number]["variantId"];
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "the books differ" };
  const where = { webhookUrl: `${shop.origin}/api/webhooks/sandbox`, returnOrigin: shop.origin };
  const webhookSecrets = [shop.webhookSecret];
  gateways = new Map([["sandbox", createSandboxGateway({ url: shop.provider.url, webhookSecrets, ...where })]]);
  const { variants } = await createProduct(shop.db, { variants: [{ priceMinor: PRICE, onHand: ORDERS + 1 }] });
  variantId = variants[0].id;
  for (let count = 0; count < ORDERS; count += 1) sold.push(await place());
  await shop.startWorker();
  for (const { orderId } of sold) await shop.settled(orderId);
  await shop.stopWorker();
});
afterAll(() => shop.close());

const place = (token?: string) =>
  shop.place({ lines: [{ variantId, quantity: 1 }], ...(token === undefined ? {} : { token }) });

interface Sold extends PlacedTestOrder {
  readonly paymentId: PaymentId;
  readonly providerRef: string;
}

async function takeOne(): Promise<Sold> {
  const order = sold.pop();
  if (!order) throw new Error("more orders are needed");
  const payment = await shop.db
    .selectFrom("payments.payments")
    .select(["id", "provider_ref"])
    .where("order_id", "=", order.orderId)
    .executeTakeFirstOrThrow();
  return { ...order, paymentId: payment.id as PaymentId, providerRef: payment.provider_ref ?? "" }; // its own id
}

/** Does damage that the shop's own code never does: without triggers and foreign keys. */
async function damage(...statements: readonly string[]) {
  const client = await shop.pool.connect();
  await client.query(`set session_replication_role = replica; ${statements.join("; ")}`);
  client.release(true);
}

/** The order as if it had been sold for another amount. */
const sells = ({ orderId }: Sold, totalMinor: number) =>
  `update orders.orders set subtotal_minor = subtotal_minor + ${totalMinor} - total_minor, total_minor = ${totalMinor} where id = '${orderId}'`;

const repairDeps = () => ({ ...shop.deps, gateways });
const reconcile = () => reconcileNow(repairDeps(), act);
const preview = (orderId: OrderId, finding: BookFinding) => previewRepair(repairDeps(), { orderId, finding });

async function openFindings(orderId: OrderId) {
  const { items } = await listFindings(shop.db, { state: "open", limit: 100 });
  return items.filter((item) => item.orderId === orderId);
}
const kindsOf = async (orderId: OrderId) => (await openFindings(orderId)).map(({ finding }) => finding).toSorted();

/** Repairs as previewed, which must be this; four people at once and then once more. Returns how often it acted. */
async function repair(
  { orderId }: Pick<PlacedTestOrder, "orderId">,
  finding: BookFinding,
  expected: { readonly effect: RepairEffect; readonly amountMinor?: number },
): Promise<void> {
  const { effect, amountMinor } = await preview(orderId, finding);
  expect({ effect, amountMinor }).toEqual({ amountMinor: PRICE, ...expected });
  if (effect === "nothing_left" || effect === "by_hand") throw new Error("nothing to repair");
  const once = () =>
    repairFindingAsStaff(repairDeps(), { orderId, finding, effect, amountMinor, reason: act.reason }, act);
  const all = await Promise.allSettled([once(), once(), once(), once()]);
  const acted = all.filter((one) => one.status === "fulfilled" && one.value.acted);
  expect(acted).toHaveLength(1);
  // Whoever came too late is told so, or finds nothing left to do.
  const refusals = all.flatMap((one) => (one.status === "rejected" ? [one.reason as { reason?: string }] : []));
  expect(refusals.filter(({ reason }) => reason !== "stale_write")).toEqual([]);
}

/** Lets the sagas that repairs have started run to their end. */
async function settle() {
  await shop.startWorker();
  await until(async () => {
    const { rows } = await sql<{ open: number }>`
      select (select count(*) from saga.sagas where finished_at is null)::int
        + (select count(*) from payments.refunds as r join payments.payments as p on p.id = r.payment_id
           join orders.orders as o on o.id = p.order_id where r.state = 'intent')::int
        + (select count(*) from saga.outbox where published_at is null)::int as open`.execute(shop.db);
    return rows[0]?.open === 0 ? true : null;
  });
  await shop.stopWorker();
}

/** Sends the provider's webhook about a charge, signed with its secret; with another amount, if one is given. */
async function sendWebhook(order: Sold, change: { readonly amountMinor?: number } = {}): Promise<void> {
  const charge = { ...(await chargeOf(order)), ...change };
  const at = Math.floor(Date.now() / 1_000);
  const event = { id: `evt_${randomUUID()}`, type: "charge.succeeded", createdAt: new Date().toISOString(), charge };
  const body = JSON.stringify(event);
  const signature = createHmac("sha256", shop.webhookSecret).update(`${at}.${body}`).digest("hex");
  const headers = { "content-type": "application/json", "cartwright-signature": `t=${at},v1=${signature}` };
  const response = await fetch(`${shop.origin}/api/webhooks/sandbox`, { method: "POST", headers, body });
  expect(response.status).toBe(200);
}

const chargeOf = async ({ number }: PlacedTestOrder) => (await shop.provider.charges(number))[0];
const orderRow = ({ orderId }: PlacedTestOrder) =>
  shop.db
    .selectFrom("orders.orders")
    .select(["status", "payment_status", "refunded_minor"])
    .where("id", "=", orderId)
    .executeTakeFirstOrThrow();
const auditsOf = ({ number }: PlacedTestOrder) =>
  shop.db
    .selectFrom("audit.entries")
    .select(["action", "reason", "after"])
    .where("subject_id", "=", number)
    .where("action", "=", "payments.repair")
    .execute();

/** Orders that were sold for less than their payment took, and got the rest back. */
let overpaidOrders = 0;

/** Nothing is open, the ledger balances, and of every payment it says what the provider holds. */
async function expectAgreement() {
  expect(await reconcile()).toMatchObject({ open: 0 });
  const known = overpaidOrders > 0 ? { "confirmed without its money": overpaidOrders } : {};
  expect(await brokenInvariants(shop.db)).toEqual(known);
  const { rows } = await sql<{ number: string; held: number }>`
    select payment.order_number as number, sum(entry.amount_minor)::int as held from payments.ledger_entries as entry
    join payments.payments as payment on payment.id = entry.payment_id
    where entry.account in ('provider_balance', 'provider_fees') group by 1`.execute(shop.db);
  for (const { number, held } of rows) {
    const [charge] = await shop.provider.charges(number);
    expect({ number, held }).toEqual({ number, held: (charge?.amountMinor ?? 0) - (charge?.refundedMinor ?? 0) });
  }
}

describe("damaged books", () => {
  it("show money held for a cancelled order and for one that is gone; both are refunded once", async () => {
    const [cancelled, gone] = [await takeOne(), await takeOne()];
    await damage(
      `update orders.orders set status = 'cancelled' where id = '${cancelled.orderId}'`,
      `update orders.order_events set order_status = 'cancelled' where order_id = '${cancelled.orderId}'`,
      `delete from orders.orders where id = '${gone.orderId}'`,
      `delete from saga.sagas where order_id = '${gone.orderId}'`,
    );
    await reconcile();
    expect(await openFindings(cancelled.orderId)).toMatchObject([
      { finding: "paid_without_order", orderExists: true, facts: [{ code: "order_cancelled", ours: PRICE }] },
    ]);
    expect(await openFindings(gone.orderId)).toMatchObject([
      { orderNumber: gone.number, orderExists: false, facts: [{ code: "order_missing", ours: PRICE }] },
    ]);
    await repair(cancelled, "paid_without_order", { effect: "refund_rest" });
    await repair(gone, "paid_without_order", { effect: "refund_rest" });
    await settle();
    expect(await chargeOf(cancelled)).toMatchObject({ status: "refunded", refundedMinor: PRICE });
    expect(await chargeOf(gone)).toMatchObject({ status: "refunded", refundedMinor: PRICE });
    expect(await auditsOf(cancelled)).toMatchObject([
      { reason: act.reason, after: { effect: "refund_rest", amountMinor: PRICE } },
    ]);
    expect((await timelineOf(shop.db, cancelled.orderId)).filter((type) => type === "payment.corrected")).toHaveLength(
      1,
    );
    await expectAgreement();
  });

  it("show an order that counts as paid: the charge is recorded where the provider has one, else the order is cancelled", async () => {
    const [lost, unpaid] = [await takeOne(), await takeOne()];
    await damage(
      `update payments.payments set state = 'unknown' where id = '${lost.paymentId}'`,
      `delete from payments.ledger_entries where payment_id = '${lost.paymentId}'`,
      `delete from payments.payments where id = '${unpaid.paymentId}'`,
      `delete from payments.ledger_entries where payment_id = '${unpaid.paymentId}'`,
    );
    await reconcile();
    expect(await kindsOf(lost.orderId)).toEqual(["order_without_payment"]);
    expect(await openFindings(unpaid.orderId)).toMatchObject([
      { finding: "order_without_payment", facts: [{ code: "payment_missing", ours: PRICE }] },
    ]);
    await repair(lost, "order_without_payment", { effect: "record_charge" });
    await repair(unpaid, "order_without_payment", { effect: "cancel_order", amountMinor: 0 });
    await settle();
    expect(await orderRow(lost)).toEqual({ status: "confirmed", payment_status: "paid", refunded_minor: 0 });
    expect(await orderRow(unpaid)).toEqual({ status: "cancelled", payment_status: "voided", refunded_minor: 0 });
    await expectAgreement();
  });

  it("show amounts that differ: what was paid too much goes back, and what the ledger lacks is booked", async () => {
    const [overpaid, unbooked] = [await takeOne(), await takeOne()];
    await damage(
      sells(overpaid, PRICE - 1_000),
      `delete from payments.ledger_entries where payment_id = '${unbooked.paymentId}'`,
    );
    await reconcile();
    expect(await openFindings(overpaid.orderId)).toMatchObject([
      { finding: "amount_mismatch", facts: [{ code: "total_differs", ours: PRICE - 1_000, theirs: PRICE }] },
    ]);
    expect(await openFindings(unbooked.orderId)).toMatchObject([
      { finding: "amount_mismatch", facts: [{ code: "ledger_charge_differs", ours: PRICE, theirs: 0 }] },
    ]);
    await repair(overpaid, "amount_mismatch", { effect: "refund_overpaid", amountMinor: 1_000 });
    await repair(unbooked, "amount_mismatch", { effect: "book_missing" });
    await settle();
    expect(await chargeOf(overpaid)).toMatchObject({ refundedMinor: 1_000 });
    await damage(sells(overpaid, PRICE));
    expect(await reconcile()).toMatchObject({ open: 1 });
    expect(await preview(overpaid.orderId, "amount_mismatch")).toMatchObject({
      effect: "by_hand",
      byHand: "underpaid",
    });
    await damage(sells(overpaid, PRICE - 1_000));
    overpaidOrders += 1;
    await expectAgreement();
  });

  it("show refunds that drift apart: each side gets what it lacks", async () => {
    const [there, here, unbooked] = [await takeOne(), await takeOne(), await takeOne()];
    const made = await fetch(`${shop.provider.url}/charges/${there.providerRef}/refunds`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
      body: JSON.stringify({ amountMinor: 700 }),
    });
    expect(made.status).toBe(200);
    const refundHere = (order: Sold, amountMinor: number) =>
      inTransaction(shop.db, async (tx) => {
        const { paymentId } = order;
        const key = randomUUID();
        const { refund } = await openRefund(tx, { paymentId, amountMinor, idempotencyKey: key, reason: "lost" });
        await recordRefund(tx, { paymentId, refundId: refund?.id ?? "", providerRef: "never made" });
      });
    await refundHere(here, 900);
    await refundHere(unbooked, 400);
    await damage(
      `delete from payments.ledger_entries where payment_id = '${unbooked.paymentId}' and transfer_id in (select id from payments.refunds)`,
    );
    await reconcile();
    expect(await openFindings(there.orderId)).toMatchObject([
      { finding: "refund_drift", facts: [{ code: "provider_refund_differs", ours: 0, theirs: 700 }] },
    ]);
    await repair(there, "refund_drift", { effect: "record_refund", amountMinor: 700 });
    await repair(here, "refund_drift", { effect: "send_refund", amountMinor: 900 });
    await repair(here, "refund_drift", { effect: "align_order", amountMinor: 900 });
    await repair(unbooked, "refund_drift", { effect: "book_missing", amountMinor: 400 });
    await repair(unbooked, "refund_drift", { effect: "send_refund", amountMinor: 400 });
    await repair(unbooked, "refund_drift", { effect: "align_order", amountMinor: 400 });
    await settle();
    expect(await chargeOf(here)).toMatchObject({ refundedMinor: 900 });
    expect(await chargeOf(unbooked)).toMatchObject({ refundedMinor: 400 });
    for (const [order, refunded] of [
      [there, 700],
      [here, 900],
      [unbooked, 400],
    ] as const)
      expect(await orderRow(order)).toMatchObject({ payment_status: "partially_refunded", refunded_minor: refunded });
  });

  it("show a charge that was given up here, refund it, and mark a webhook that contradicts as checked", async () => {
    const [givenUp, stated] = [await takeOne(), await takeOne()];
    await damage(
      `update payments.payments set state = 'voided' where id = '${givenUp.paymentId}'`,
      `delete from payments.ledger_entries where payment_id = '${givenUp.paymentId}'`,
      `update orders.orders set status = 'cancelled', payment_status = 'voided' where id = '${givenUp.orderId}'`,
      `update orders.order_events set order_status = 'cancelled', payment_status = 'voided' where order_id = '${givenUp.orderId}'`,
    );
    await sendWebhook(stated, { amountMinor: 1 });
    await reconcile();
    expect(await openFindings(givenUp.orderId)).toMatchObject([
      { finding: "provider_disagrees", facts: [{ code: "captured_there", theirs: PRICE, state: "voided" }] },
    ]);
    expect(await openFindings(stated.orderId)).toMatchObject([
      { finding: "webhook_mismatch", facts: [{ code: "webhook_amount", ours: PRICE, theirs: 1 }] },
    ]);
    await repair(givenUp, "provider_disagrees", { effect: "record_and_refund" });
    const checked = { orderId: stated.orderId, finding: "webhook_mismatch", effect: "confirm_record" } as const;
    const confirm = () => repairFindingAsStaff(repairDeps(), { ...checked, amountMinor: 0, reason: act.reason }, act);
    expect(await confirm()).toEqual({ acted: true, isResolved: true });
    await settle();
    expect(await chargeOf(givenUp)).toMatchObject({ status: "refunded" });
  });

  it("show what is stuck and since when: a refund that was never sent, and a charge that was never decided", async () => {
    const [unsent, open] = [await takeOne(), await takeOne()];
    await inTransaction(shop.db, (tx) => {
      const { paymentId } = unsent;
      return openRefund(tx, { paymentId, amountMinor: 500, idempotencyKey: randomUUID(), reason: "test" });
    });
    await damage(
      `update payments.refunds set created_at = now() - interval '2 hours' where payment_id = '${unsent.paymentId}'`,
      `update payments.payments set state = 'unknown', created_at = now() - interval '3 hours' where id = '${open.paymentId}'`,
      `delete from payments.ledger_entries where payment_id = '${open.paymentId}'`,
      `update orders.orders set status = 'cancelled', payment_status = 'unpaid' where id = '${open.orderId}'`,
      `update orders.order_events set order_status = 'cancelled', payment_status = 'unpaid' where order_id = '${open.orderId}'`,
    );
    await reconcile();
    expect(await openFindings(unsent.orderId)).toMatchObject([
      { finding: "stuck", facts: [{ code: "refund_open", ours: 500 }] },
    ]);
    expect(await openFindings(open.orderId)).toMatchObject([
      { finding: "stuck", facts: [{ code: "payment_open", ours: PRICE, state: "unknown" }] },
    ]);
    await repair(unsent, "stuck", { effect: "start_refund", amountMinor: 500 });
    await repair(open, "stuck", { effect: "record_charge" });
    await reconcile();
    expect(await kindsOf(open.orderId)).toEqual(["paid_without_order"]);
    await repair(open, "paid_without_order", { effect: "refund_rest" });
    await settle();
    expect(await chargeOf(unsent)).toMatchObject({ refundedMinor: 500 });
    expect(await chargeOf(open)).toMatchObject({ status: "refunded" });
  });
});

describe("a repair", () => {
  it("does nothing when a webhook repairs the same at that moment", async () => {
    const order = await takeOne();
    await damage(
      `update payments.payments set state = 'unknown', token = 'tok_approve' where id = '${order.paymentId}'`,
      `delete from payments.ledger_entries where payment_id = '${order.paymentId}'`,
    );
    await reconcile();
    const request = { orderId: order.orderId, finding: "order_without_payment" } as const;
    const { effect, amountMinor } = await preview(order.orderId, request.finding);
    expect(effect).toBe("record_charge");
    // Between the repair's look at the provider and its locks.
    shop.failPoints.arm("repair.before-locks", () => sendWebhook(order));
    try {
      const input = { ...request, effect: "record_charge", amountMinor, reason: act.reason } as const;
      expect(await repairFindingAsStaff(repairDeps(), input, act)).toEqual({ acted: false, isResolved: true });
    } finally {
      shop.failPoints.disarm("repair.before-locks");
    }
    expect(await auditsOf(order)).toEqual([]);
    await expectAgreement();
  });

  it("is refused when it would do something else than was previewed, and when the provider does not respond", async () => {
    const order = await takeOne();
    await damage(sells(order, PRICE - 10));
    const input = { orderId: order.orderId, finding: "amount_mismatch", effect: "refund_overpaid" } as const;
    await expect(
      repairFindingAsStaff(repairDeps(), { ...input, amountMinor: 20, reason: act.reason }, act),
    ).rejects.toMatchObject({ reason: "stale_write" });
    await shop.provider.stop();
    await expect(preview(order.orderId, "amount_mismatch")).rejects.toMatchObject({ reason: "payment_unavailable" });
    await shop.provider.start();
    await damage(sells(order, PRICE));
    await expectAgreement();
  });
});
