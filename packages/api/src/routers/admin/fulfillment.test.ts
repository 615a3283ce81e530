import type { OrderId } from "@cartwright/contracts/ids";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, newGuest, type OrderFixture } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
let staff: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  staff = await createMember(database.db, { role: "support" });
});
afterAll(() => database.close());

const as = (actor: Actor) => createCaller(testContext(testApiDeps(database.db), { actor }));
const desk = () => as(staff).admin.orders;

/** A confirmed order of three units of one line and two of another. */
async function hasOrder(fixture: OrderFixture = {}) {
  const guest = newGuest();
  const order = await createOrder(database.db, guest, {
    status: "confirmed",
    totalMinor: 3_000,
    quantity: 3,
    ...fixture,
  });
  await database.db
    .insertInto("orders.order_lines")
    .values({
      order_id: order.id,
      position: 2,
      variant_id: newId(),
      product_id: newId(),
      title: "Other thing",
      variant_title: "",
      quantity: 2,
      unit_price_minor: 0,
      total_minor: 0,
    })
    .execute();
  return { ...order, guest };
}

let order: Awaited<ReturnType<typeof hasOrder>>;
beforeEach(async () => {
  order = await hasOrder();
});

const mailsOf = async (orderId: OrderId) =>
  database.db
    .selectFrom("notifications.mails")
    .select(["template", "subject", "text"])
    .where("order_id", "=", orderId)
    .orderBy("created_at")
    .execute();

describe("fulfilment", () => {
  it("packs all that is open, ships it with a link to the carrier, and is complete when it arrives", async () => {
    const { number } = order;
    const packed = await desk().fulfill({ number, carrier: "dhl", trackingNumber: "JD 01" });
    expect(packed.order).toMatchObject({
      status: "packed",
      fulfillmentStatus: "packed",
      fulfillments: [
        {
          id: packed.fulfillmentId,
          state: "packed",
          carrier: "DHL",
          lines: [
            { lineId: "1", quantity: 3 },
            { lineId: "2", quantity: 2 },
          ],
        },
      ],
    });
    expect(packed.order.lines.map(({ openQuantity }) => openQuantity)).toEqual([0, 0]);
    const { fulfillmentId } = packed;
    const shipped = (await desk().ship({ fulfillmentId })).order;
    const trackingUrl = "https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD01";
    expect(shipped).toMatchObject({ fulfillmentStatus: "shipped", fulfillments: [{ state: "shipped", trackingUrl }] });
    const delivered = (await desk().deliver({ fulfillmentId })).order;
    expect(delivered).toMatchObject({ orderStatus: "completed", fulfillmentStatus: "delivered" });
    expect(delivered.timeline.map(({ type, message }) => [type, message]).slice(1)).toEqual([
      ["order.packed", "Your order is packed."],
      ["order.shipped", "Your order is on its way with DHL. Your tracking number is JD 01."],
      ["order.delivered", "Your order was delivered."],
    ]);
  });

  it("mails each parcel with its own link and only what is in it", async () => {
    const { number, id } = order;
    const first = await desk().fulfill({ number, lines: [{ lineId: "1", quantity: 1 }] });
    await desk().ship({ fulfillmentId: first.fulfillmentId, carrier: "Royal Mail", trackingNumber: "AB1" });
    const rest = await desk().fulfill({ number });
    const link = "https://courier.example.com/2";
    const last = await desk().ship({ fulfillmentId: rest.fulfillmentId, carrier: "Kim's bike", trackingUrl: link });
    expect(last.order.fulfillmentStatus).toBe("shipped");
    const [one, two, ...others] = await mailsOf(id);
    expect(others).toEqual([]);
    expect(one?.text).toContain("https://www.royalmail.com/track-your-item#/tracking-results/AB1");
    expect(one?.text).toContain("1 × Thing");
    expect(one?.text).not.toContain("Other thing");
    expect(two?.text).toContain(link);
    expect(two?.text).toContain("2 × Thing");
    const seen = await as(order.guest).orders.get({ number });
    expect(seen.fulfillments.map(({ trackingUrl, lines }) => [trackingUrl, lines])).toEqual([
      ["https://www.royalmail.com/track-your-item#/tracking-results/AB1", [{ lineId: "1", quantity: 1 }]],
      [
        link,
        [
          { lineId: "1", quantity: 2 },
          { lineId: "2", quantity: 2 },
        ],
      ],
    ]);
  });

  it("follows the parcels with its status", async () => {
    const { number } = order;
    const one = await desk().fulfill({ number, lines: [{ lineId: "1", quantity: 2 }] });
    expect(one.order.fulfillmentStatus).toBe("partially_packed");
    const shipped = await desk().ship({ fulfillmentId: one.fulfillmentId });
    expect(shipped.order.fulfillmentStatus).toBe("partially_shipped");
    expect((await desk().deliver({ fulfillmentId: one.fulfillmentId })).order).toMatchObject({
      orderStatus: "confirmed",
      fulfillmentStatus: "partially_delivered",
    });
    const two = await desk().fulfill({ number });
    await desk().ship({ fulfillmentId: two.fulfillmentId });
    expect((await desk().deliver({ fulfillmentId: two.fulfillmentId })).order).toMatchObject({
      orderStatus: "completed",
      fulfillmentStatus: "delivered",
    });
  });

  it("refuses more than is open, a line that is not the order's, and one that is named twice", async () => {
    const { number } = order;
    await desk().fulfill({ number, lines: [{ lineId: "1", quantity: 2 }] });
    const lines = [
      { lineId: "1", quantity: 2 },
      { lineId: "7", quantity: 1 },
      { lineId: "2", quantity: 1 },
      { lineId: "2", quantity: 1 },
    ];
    const refusal = desk().fulfill({ number, lines });
    await expect(refusal).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: {
        fields: {
          "lines.0.quantity": "Enter 1 or less.",
          "lines.1.lineId": "Choose one of the options.",
          "lines.3.lineId": "Choose one of the options.",
        },
      },
    });
    await desk().fulfill({ number });
    await expect(desk().fulfill({ number })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("lets one of two people pack the same units at once", async () => {
    const pack = async () => desk().fulfill({ number: order.number, lines: [{ lineId: "1", quantity: 2 }] });
    const outcomes = await Promise.allSettled([pack(), pack(), pack()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { lines, fulfillments } = await desk().get({ number: order.number });
    expect(lines[0]?.openQuantity).toBe(1);
    expect(fulfillments).toHaveLength(1);
  });

  it("packs once for a repeated request with the same id", async () => {
    const request = { number: order.number, fulfillmentId: newId(), lines: [{ lineId: "1", quantity: 1 }] };
    await Promise.all([desk().fulfill(request), desk().fulfill(request)]);
    expect((await desk().get({ number: order.number })).lines[0]?.openQuantity).toBe(2);
    const other = await hasOrder();
    await expect(desk().fulfill({ ...request, number: other.number })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("either ships or cancels when both happen at once, and never both", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { number } = await hasOrder();
      const { fulfillmentId } = await desk().fulfill({ number });
      const acts = [desk().ship({ fulfillmentId }), desk().cancel({ number, reason: "changed their mind" })];
      const outcomes = await Promise.allSettled(round % 2 ? acts : acts.toReversed());
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const after = await desk().get({ number });
      expect(after.orderStatus === "cancelled").toBe(after.fulfillments[0]?.state === "packed");
    }
  });

  it("packs nothing of an order that is not confirmed, or that is cancelled", async () => {
    for (const status of ["pending", "cancelled"] as const) {
      const { number } = await hasOrder({ status });
      await expect(desk().fulfill({ number })).rejects.toMatchObject({ code: "CONFLICT" });
    }
  });

  it("takes a parcel apart until it has left", async () => {
    const { number } = order;
    const { fulfillmentId } = await desk().fulfill({ number });
    const unpacked = await desk().unpack({ fulfillmentId, reason: "wrong box" });
    expect(unpacked.order).toMatchObject({ fulfillmentStatus: "unfulfilled", fulfillments: [] });
    const again = await desk().fulfill({ number });
    await desk().ship({ fulfillmentId: again.fulfillmentId });
    const late = desk().unpack({ fulfillmentId: again.fulfillmentId, reason: "too late" });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT", message: "This parcel has already been shipped." });
  });

  it("ships a parcel once, and delivers it only after that", async () => {
    const { fulfillmentId } = await desk().fulfill({ number: order.number });
    await expect(desk().deliver({ fulfillmentId })).rejects.toMatchObject({ code: "CONFLICT" });
    await desk().ship({ fulfillmentId });
    await expect(desk().ship({ fulfillmentId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await mailsOf(order.id)).toHaveLength(1);
    await expect(desk().ship({ fulfillmentId: newId() })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("tells the shopper of a corrected tracking number once", async () => {
    const { fulfillmentId } = await desk().fulfill({ number: order.number });
    await desk().ship({ fulfillmentId, carrier: "UPS", trackingNumber: "1Z" });
    const corrected = { fulfillmentId, carrier: "ups", trackingNumber: "1Z9" };
    await desk().correctTracking(corrected);
    const { order: after } = await desk().correctTracking(corrected);
    expect(after.fulfillments[0]?.trackingUrl).toBe("https://www.ups.com/track?tracknum=1Z9");
    expect(after.timeline.filter(({ type }) => type === "order.tracking_changed")).toHaveLength(1);
    expect((await mailsOf(order.id)).map(({ subject }) => subject)).toEqual([
      `Order ${order.number} has shipped`,
      `New delivery details for order ${order.number}`,
    ]);
  });

  it("is for staff with the permission", async () => {
    const shopper = as(await createMember(database.db)).admin.orders;
    await expect(shopper.fulfill({ number: order.number })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const guest = as(order.guest).admin.orders;
    await expect(guest.fulfill({ number: order.number })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
