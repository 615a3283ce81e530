import { randomUUID } from "node:crypto";
import type { AdminDraft, AdminSaveDraft, PaymentRequest } from "@cartwright/contracts/order-drafts";
import type { VariantId } from "@cartwright/contracts/ids";
import { AdminCreatePromotion } from "@cartwright/contracts/promotions";
import { removeDraft, saveDraft, sendDraft, withdrawDraft } from "@cartwright/core/admin/drafts/change-draft";
import { listDrafts } from "@cartwright/core/admin/drafts/list-drafts";
import { getDraft } from "@cartwright/core/admin/drafts/show-draft";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createPromotion, toValues } from "@cartwright/core/promotions/edit-promotion";
import { sweepOrderDrafts } from "@cartwright/core/orders/sweep-order-drafts";
import { openPaymentLink, payDraft } from "@cartwright/core/saga/flows/checkout/pay-draft";
import { ADDRESS, createMember, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, stockOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
let act: StaffAct;
let variantId: VariantId;
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  await shop.startWorker();
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "by phone" };
  // A promotion that a cart would get.
  const offer = { method: "automatic", title: "Offer", kind: "fixed", amountMinor: 700 };
  await inTransaction(shop.db, (tx) => createPromotion(tx, toValues(AdminCreatePromotion.parse(offer))));
});
afterAll(() => shop.close());

const read = (draftId: string) => getDraft(shop.db, draftId);
/** A draft of two things for 15.00 each, with 4.90 for shipping. */
async function hasDraft(fields: Partial<AdminSaveDraft> = {}): Promise<AdminDraft> {
  const product = await createProduct(shop.db, { variants: [{ priceMinor: 1_500, onHand: 5 }] });
  variantId = product.variants[0].id;
  const draftId = newId();
  await saveDraft(
    shop.deps,
    {
      draftId,
      email: "kim@example.com",
      lines: [{ variantId, quantity: 2 }],
      shippingAddress: ADDRESS,
      shippingMethodId: "standard",
      discount: null,
      note: "",
      ...fields,
    },
    act,
  );
  return read(draftId);
}
const edit = ({ draftId, version, email, shippingAddress }: AdminDraft, fields: Partial<AdminSaveDraft> = {}) =>
  saveDraft(
    shop.deps,
    {
      draftId,
      version,
      email,
      lines: [{ variantId, quantity: 2 }],
      shippingAddress: shippingAddress && ADDRESS,
      shippingMethodId: "standard",
      discount: null,
      note: "",
      ...fields,
    },
    act,
  );
const mailsTo = async (email: string) =>
  (
    await shop.db
      .selectFrom("notifications.mails")
      .select(["text", "subject"])
      .where("recipient", "=", email)
      .where("template", "=", "order_payment_link")
      .orderBy("created_at")
      .execute()
  ).map(({ text, subject }) => ({ text, subject }));

/** The key of the draft's link. Mails keep it only until they are sent, so it is set to a known one. */
async function sent({ draftId, version }: AdminDraft): Promise<string> {
  await sendDraft(shop.deps, { site: { publicOrigin: shop.origin }, input: { draftId, version } }, act);
  const key = randomUUID().replaceAll("-", "").padEnd(43, "x");
  await sql`update orders.drafts set link_hash = sha256(convert_to(${key}, 'UTF8')) where id = ${draftId}`.execute(
    shop.db,
  );
  return key;
}
const pay = (
  key: string,
  { quote }: PaymentRequest,
  {
    token = "tok_approve",
    actor = newGuest(),
    idempotencyKey = randomUUID(),
    ...more
  }: {
    readonly token?: string;
    readonly actor?: Actor;
    readonly idempotencyKey?: string;
    readonly expectedTotalMinor?: number;
  } = {},
) =>
  payDraft(shop.deps, actor, {
    input: {
      key,
      idempotencyKey,
      payment: { provider: "sandbox", token },
      expectedTotalMinor: quote.totalMinor,
      quoteVersion: quote.version,
      ...more,
    },
    traceparent: null,
  });
const opened = (key: string) => openPaymentLink(shop.deps, key);
const paid = (draftId: string) =>
  until(async () => {
    const draft = await read(draftId);
    return draft.state === "paid" ? draft : null;
  });

describe("orders that staff put together", () => {
  it("cost what a cart would, less the discount of staff and no promotion, and are paid by a mailed link", async () => {
    const email = `${newId()}@example.com`;
    const draft = await hasDraft({ email, discount: { kind: "percentage", percentBp: 1_000, reason: "a regular" } });
    expect(draft).toMatchObject({ state: "open", problem: null, orderNumber: null });
    expect(draft.quote).toMatchObject({ subtotalMinor: 3_000, discountMinor: 300, totalMinor: 3_190 });
    const key = await sent(draft);
    expect((await mailsTo(email))[0]?.subject).toContain("€31.90");
    expect((await read(draft.draftId)).state).toBe("sent");
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 5, reserved: 0 });
    const request = await opened(key);
    expect(request).toMatchObject({ email, quote: { totalMinor: 3_190 } });
    const { number } = await pay(key, request);
    expect(await paid(draft.draftId)).toMatchObject({ orderNumber: number });
    expect(await getOrderForStaff(shop.deps, number)).toMatchObject({
      email,
      orderStatus: "confirmed",
      discountMinor: 300,
      totalMinor: 3_190,
      shippingMethod: "Standard",
    });
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 3, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("become an order once, whoever pays at the same time", async () => {
    const draft = await hasDraft();
    const key = await sent(draft);
    const request = await opened(key);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => pay(key, request)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { version } = await paid(draft.draftId);
    await expect(pay(key, request)).rejects.toMatchObject({ reason: "illegal_transition" });
    await expect(opened(key)).rejects.toMatchObject({ reason: "illegal_transition" });
    await expect(edit({ ...draft, version })).rejects.toMatchObject({ reason: "illegal_transition" });
    const { draftId } = draft;
    await expect(removeDraft(shop.deps, { draftId, version }, act)).rejects.toMatchObject({
      reason: "illegal_transition",
    });
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 3, reserved: 0 });
  });

  it("return the same order for a repeated payment, and can be paid again after a declined one", async () => {
    const draft = await hasDraft();
    const key = await sent(draft);
    const request = await opened(key);
    const declined = await pay(key, request, { token: "tok_decline" });
    await until(async () =>
      (await getOrderForStaff(shop.deps, declined.number)).orderStatus === "cancelled" ? true : null,
    );
    expect((await read(draft.draftId)).state).toBe("sent");
    const again = { actor: newGuest(), idempotencyKey: randomUUID() };
    const placed = await Promise.all([pay(key, request, again), pay(key, request, again)]);
    expect(new Set(placed.map(({ number }) => number)).size).toBe(1);
    expect((await paid(draft.draftId)).orderNumber).toBe(placed[0]?.number);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("are refused when they changed after they were shown, and when the link expired, was withdrawn or is wrong", async () => {
    const draft = await hasDraft();
    const key = await sent(draft);
    const request = await opened(key);
    await edit(await read(draft.draftId), { lines: [{ variantId, quantity: 1 }] });
    await expect(pay(key, request)).rejects.toMatchObject({ reason: "price_changed" });
    const now = await read(draft.draftId);
    expect(now.state).toBe("sent");
    await sql`update orders.drafts set link_expires_at = now() where id = ${draft.draftId}`.execute(shop.db);
    await expect(opened(key)).rejects.toMatchObject({ reason: "not_found" });
    expect((await read(draft.draftId)).state).toBe("expired");
    const fresh = await sent(now);
    await expect(opened(key)).rejects.toMatchObject({ reason: "not_found" });
    const { draftId, version } = await read(draft.draftId);
    await withdrawDraft(shop.deps, { draftId, version }, act);
    await expect(pay(fresh, request)).rejects.toMatchObject({ reason: "not_found" });
    expect((await read(draftId)).state).toBe("open");
    await expect(opened("x".repeat(43))).rejects.toMatchObject({ reason: "not_found" });
  });

  it("keep the change of the first of two people, and say what is missing before they are sent", async () => {
    const draft = await hasDraft({ shippingAddress: null, shippingMethodId: null });
    const site = { publicOrigin: shop.origin };
    const { draftId, version } = draft;
    await expect(sendDraft(shop.deps, { site, input: { draftId, version } }, act)).rejects.toMatchObject({
      reason: "invalid_input",
    });
    await edit(draft, { note: "first" });
    await expect(edit(draft, { note: "second" })).rejects.toMatchObject({ reason: "stale_write" });
    expect((await read(draftId)).note).toBe("first");
    const lines = [{ variantId, quantity: 9 }];
    await edit(await read(draftId), { lines });
    const short = await read(draftId);
    expect(short).toMatchObject({ quote: null, lines });
    expect(short.problem).toContain("Only 5");
    await removeDraft(shop.deps, { draftId, version: short.version }, act);
    await expect(read(draftId)).rejects.toMatchObject({ reason: "not_found" });
  });

  it("are deleted when they have become no order and no one has changed them for 90 days", async () => {
    const [old, recent] = [await hasDraft(), await hasDraft()];
    await sql`update orders.drafts set updated_at = now() - interval '91 days' where id = ${old.draftId}`.execute(
      shop.db,
    );
    await sweepOrderDrafts(shop, 10);
    await expect(read(old.draftId)).rejects.toMatchObject({ reason: "not_found" });
    expect((await read(recent.draftId)).state).toBe("open");
    const { draftId, version } = recent;
    await removeDraft(shop.deps, { draftId, version }, act);
  });

  it("are listed by state, newest first, page by page", async () => {
    const drafts = [await hasDraft(), await hasDraft(), await hasDraft()];
    const ids = drafts.map(({ draftId }) => draftId).toReversed();
    const first = await listDrafts(shop.db, { state: "open", limit: 2 });
    expect(first.items.map(({ draftId }) => draftId)).toEqual(ids.slice(0, 2));
    const next = await listDrafts(shop.db, { state: "open", limit: 2, cursor: first.nextCursor ?? "" });
    expect(next.items[0]?.draftId).toBe(ids[2]);
    const states = await listDrafts(shop.db, { state: "paid", limit: 100 });
    expect(states.items.every(({ state, orderNumber }) => state === "paid" && orderNumber !== null)).toBe(true);
  });
});
