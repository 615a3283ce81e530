import type { PlaceOrder } from "@cartwright/contracts/checkout";
import type { VariantId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clearCart } from "../cart/clear-cart.ts";
import { mergeGuestCart } from "../cart/merge-carts.ts";
import { addLine } from "../cart/add-line.ts";
import { getCheckoutDraft, saveCheckoutDraft, sweepCheckoutDrafts } from "../cart/checkout-draft.ts";
import { restoreCart } from "../cart/restore-cart.ts";
import { readCheckoutDetails } from "../orders/read-checkout-details.ts";
import { setLine } from "../cart/set-line.ts";
import { quoteCheckout } from "../saga/flows/checkout/quote-checkout.ts";
import { newId } from "../kernel/ids.ts";
import { listMails } from "../notifications/list-mails.ts";
import { createMailTransport } from "../notifications/mail-transport.ts";
import { queueOrderConfirmedMails } from "../notifications/order-mails.ts";
import { sendMails } from "../notifications/send-mail.ts";
import { mayWatchOrder } from "../orders/authorize-order.ts";
import { getOrder } from "../orders/get-order.ts";
import { listOrders } from "../orders/list-orders.ts";
import { readOrderEvents } from "../orders/read-events.ts";
import { returnRedemptions } from "../promotions/return-redemptions.ts";
import { placeOrder } from "../saga/flows/checkout/place-order.ts";
import {
  ADDRESS,
  createDeliveryRules,
  createMember,
  createOrder,
  createProduct,
  newGuest,
  testDeps,
} from "./fixtures.ts";
import { tablesReadWhole } from "./plans.ts";

/** A few rows that an admin maintains; every quote reads them all. */
const RULES = ["orders.shipping_methods", "orders.shipping_zones", "orders.tax_rates"];
const SITE = { publicOrigin: "https://shop.example.com" };
let database: TestDatabase;
let variantId: VariantId;

beforeAll(async () => {
  database = await createTestDatabase();
  await createDeliveryRules(database.db);
  const row = { id: newId(), code: "TEN", kind: "percentage", percent_bp: 1_000, per_customer_limit: 1 };
  await database.db.insertInto("promotions.promotions").values(row).execute();
  variantId = (await createProduct(database.db)).variants[0].id;
});
afterAll(() => database.close());

describe("no statement of a busy path scans a growing table", () => {
  it("when a guest or a member fills a cart, merges it and empties it", async () => {
    const guest = newGuest();
    const member = await createMember(database.db);
    const scans = await tablesReadWhole(database, async (db) => {
      const deps = testDeps(db);
      await setLine(deps, guest, { variantId, quantity: 1 });
      await addLine(deps, member, { variantId, quantity: 1 });
      await saveCheckoutDraft(deps, guest, { email: "kim@example.com" });
      await getCheckoutDraft(deps, guest);
      await setLine(deps, member, { variantId, quantity: 0 });
      await mergeGuestCart(deps, { guestHash: guest.guestHash, userId: member.userId });
      await clearCart(deps, member);
      await sweepCheckoutDrafts(deps, 10);
    });
    expect(scans).toEqual([]);
  });

  it("when they request a quote and place the order", async () => {
    const guest = newGuest();
    await setLine(testDeps(database.db), guest, { variantId, quantity: 1 });
    const input: PlaceOrder = {
      idempotencyKey: newId(),
      email: "kim@example.com",
      shippingAddress: ADDRESS,
      shippingMethodId: "standard",
      promotionCode: "TEN",
      payment: { provider: "sandbox", token: "tok_approve" },
      expectedTotalMinor: 0,
    };
    const scans = await tablesReadWhole(database, async (db) => {
      const deps = testDeps(db);
      const quote = await quoteCheckout(deps, guest, {
        shippingAddress: ADDRESS,
        promotionCode: "TEN",
        accountEmail: null,
      });
      await placeOrder(deps, guest, {
        input: { ...input, expectedTotalMinor: quote.totalMinor },
        accountEmail: null,
        traceparent: null,
      });
    });
    expect(scans).toEqual(RULES);
  });

  it("when orders are shown, listed, watched and replayed", async () => {
    const member = await createMember(database.db);
    const { number } = await createOrder(database.db, member);
    await createOrder(database.db, member);
    const scans = await tablesReadWhole(database, async (db) => {
      const deps = { ...testDeps(db), settings: SITE };
      await getOrder(deps, member, { number });
      await mayWatchOrder(db, member, number);
      await readOrderEvents(db, [{ number, after: 0 }], 100);
      const { nextCursor } = await listOrders(deps, member, { limit: 1 });
      await listOrders(deps, member, { limit: 1, cursor: nextCursor ?? "" });
    });
    expect(scans).toEqual([]);
  });

  it("when an order is undone: the cart is restored and the code can be used again", async () => {
    const { id } = await createOrder(database.db, newGuest());
    const scans = await tablesReadWhole(database, (db) =>
      inTransaction(db, async (tx) => {
        await restoreCart(tx, await readCheckoutDetails(tx, [id]));
        await returnRedemptions(tx, [id]);
      }),
    );
    expect(scans).toEqual([]);
  });

  it("when mails are queued, sent and listed", async () => {
    const { id } = await createOrder(database.db, newGuest());
    const mailTransport = createMailTransport({ publicOrigin: SITE.publicOrigin });
    const scans = await tablesReadWhole(database, async (db) => {
      await inTransaction(db, (tx) => queueOrderConfirmedMails(tx, [id], SITE));
      await sendMails({ ...testDeps(db), mailTransport }, [newId()]);
      await listMails({ db }, { limit: 10 });
    });
    expect(scans).toEqual([]);
  });

  it("and a table without a fitting index is reported", async () => {
    const scans = await tablesReadWhole(database, (db) =>
      sql`select 1 from cart.carts where currency = ${"EUR"}`.execute(db),
    );
    expect(scans).toEqual(["cart.carts"]);
  });
});
