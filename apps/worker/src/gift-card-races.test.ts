import { randomUUID } from "node:crypto";
import { refundOrderAsStaff } from "@cartwright/core/admin/refund-order";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { createGiftCard, giftCardOf } from "@cartwright/core/testing/gift-cards";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./testing/backends.ts";
import { booksHold } from "./testing/books-hold.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import type { PlacedTestOrder } from "./testing/place-test-order.ts";
import { until } from "./testing/until.ts";

const ORDERS = 16;
/** Each pays for about three of the orders. */
const CARD = 15_000;
const REFUSALS: ReadonlySet<string> = new Set(["price_changed", "gift_card_invalid"]);

describe.each(backends)("gift cards that many orders spend at once on $name", ({ redisUrl }) => {
  let shop: TestShop;
  let act: StaffAct;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl, random: () => 0 });
    await shop.startWorker();
    const actor = await createMember(shop.db, { role: "manager" });
    act = { actor, address: "127.0.0.1", requestId: "test", reason: "a good one" };
  });
  afterAll(() => shop.close());

  /** Whoever was quoted what others have spent meanwhile is refused, and pays without the cards. */
  async function place(lines: Parameters<TestShop["place"]>[0]["lines"], at: number, codes: readonly string[]) {
    const order = { lines, token: at % 3 === 0 ? "tok_decline" : "tok_approve" };
    try {
      return await shop.place({ ...order, giftCards: at % 2 === 0 ? codes : codes.toReversed() });
    } catch (error) {
      if (isAppError(error) && REFUSALS.has(error.reason)) return null;
      throw error;
    }
  }

  /** Cancels some while they are being paid, and refunds parts of others twice at once. */
  async function disturb({ number, actor, orderId }: PlacedTestOrder, at: number) {
    if (at % 4 === 1) await cancelOrder(shop.deps, actor, number);
    if ((await shop.settled(orderId)) !== "confirmed") return;
    const refund = (amountMinor: number) =>
      refundOrderAsStaff(shop.deps, { number, idempotencyKey: randomUUID(), reason: act.reason, amountMinor }, act);
    await Promise.allSettled([refund(2_000), refund(1_500)]);
    if (at % 4 === 3) await cancelOrder(shop.deps, actor, number).catch(() => undefined);
  }

  it("are worth what was not spent of them, whatever was declined, cancelled and refunded meanwhile", async () => {
    const cards = [
      await createGiftCard(shop.db, { amountMinor: CARD }),
      await createGiftCard(shop.db, { amountMinor: CARD }),
    ];
    const { variants } = await createProduct(shop.db, { variants: [{ priceMinor: 4_000, onHand: ORDERS }] });
    const lines = [{ variantId: variants[0].id, quantity: 1 }];
    const codes = cards.map(({ code }) => code);
    const placed = await Promise.all(
      Array.from({ length: ORDERS }, async (_, at) => {
        const order = await place(lines, at, codes);
        if (order) await disturb(order, at);
        return order;
      }),
    );
    expect(placed.filter((order) => order !== null).length).toBeGreaterThan(0);
    await until(async () => {
      const { rows } = await sql`select from saga.sagas where finished_at is null`.execute(shop.db);
      return rows.length === 0 ? true : null;
    });
    const { rows } = await sql<{ spent: number }>`
      select coalesce(sum(amount_minor - refunded_minor), 0)::int as spent from payments.gift_card_uses where state = 'taken'`.execute(
      shop.db,
    );
    const left = await Promise.all(cards.map(({ id }) => giftCardOf(shop.db, id)));
    expect(left.map(({ heldMinor }) => heldMinor)).toEqual([0, 0]);
    expect(left.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0) + (rows[0]?.spent ?? 0)).toBe(2 * CARD);
    await booksHold(shop, act);
  });
});
