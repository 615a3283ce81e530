import { inTransaction } from "@cartwright/db/transaction";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { type ReceivedWebhook, startWebhookReceiver } from "@cartwright/core/testing/webhook-receiver";
import { createEndpoint } from "@cartwright/core/webhooks/change-endpoints";
import { WebhookEvent } from "@cartwright/contracts/webhooks";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createTestShop, type TestShop, WEBHOOK_KEY } from "./testing/harness.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
beforeAll(async () => {
  shop = await createTestShop();
  receiver = await startWebhookReceiver();
});
afterEach(() => shop.stopWorker());
afterAll(async () => {
  await receiver.close();
  await shop.close();
});

const subscribe = (url: string) =>
  inTransaction(shop.db, (tx) =>
    createEndpoint(
      tx,
      { url, description: "", events: [...WebhookEvent.options], enabled: true },
      { allowPrivate: true, keys: [WEBHOOK_KEY] },
    ),
  );
const typeOf = ({ body }: ReceivedWebhook) => (JSON.parse(body) as { type: string }).type;
const arrived = (type: string) =>
  until(async () => receiver.received.find((each) => typeOf(each) === type && each.headers["webhook-id"]) ?? null);

async function buys(onHand = 5) {
  const product = await createProduct(shop.db, { variants: [{ onHand }] });
  return shop.place({ token: "tok_approve", lines: [{ variantId: product.variants[0].id, quantity: onHand }] });
}

it("tells an endpoint of an order and of stock that sold out, while another that hangs delays neither", async () => {
  const hanging = await startWebhookReceiver();
  hanging.responds(() => undefined);
  await subscribe(hanging.url);
  await subscribe(receiver.url);
  await shop.startWorker();
  const { orderId } = await buys();
  expect(await shop.settled(orderId)).toBe("confirmed");
  const confirmed = await arrived("order.confirmed");
  expect(JSON.parse(confirmed.body)).toMatchObject({
    version: 1,
    data: { order: { id: orderId, status: "confirmed", paymentStatus: "paid" } },
  });
  await arrived("stock.sold_out");
  // It hangs still, and a second order passes it by.
  expect(hanging.received.length).toBeGreaterThan(0);
  const second = await buys();
  expect(await shop.settled(second.orderId)).toBe("confirmed");
  await until(async () => receiver.received.find(({ body }) => body.includes(second.orderId)) ?? null);
  await hanging.close();
});

it("loses nothing when the relay dies between the commit and the queue, and tells of each fact once", async () => {
  await sql`update webhooks.endpoints set state = 'disabled'`.execute(shop.db);
  receiver.received.length = 0;
  await subscribe(receiver.url);
  let deaths = 0;
  for (const point of ["relay.after-claim", "relay.after-publish"] as const) {
    shop.failPoints.arm(point, () => {
      deaths += 1;
      if (deaths % 3 === 0) throw new Error("the relay died");
    });
  }
  await shop.startWorker();
  const { orderId } = await buys();
  expect(await shop.settled(orderId)).toBe("confirmed");
  await arrived("order.confirmed");
  await arrived("stock.sold_out");
  expect(deaths).toBeGreaterThan(2);
  for (const point of ["relay.after-claim", "relay.after-publish"] as const) shop.failPoints.disarm(point);
  const { rows } = await sql<{ event: string; count: number }>`
    select d.event, count(*)::int as count from webhooks.deliveries as d
    join webhooks.endpoints as e on e.id = d.endpoint_id and e.state = 'enabled'
    where d.event in ('order.confirmed', 'stock.sold_out') group by d.event order by d.event`.execute(shop.db);
  expect(rows).toEqual([
    { event: "order.confirmed", count: 1 },
    { event: "stock.sold_out", count: 1 },
  ]);
});

it("sends what an earlier worker wrote down and did not send", async () => {
  await sql`update webhooks.endpoints set state = 'disabled'`.execute(shop.db);
  receiver.received.length = 0;
  await subscribe(receiver.url);
  shop.failPoints.arm("webhook.before-send", () => {
    throw new Error("the worker died");
  });
  await shop.startWorker();
  const { orderId } = await buys();
  await shop.settled(orderId);
  await until(async () => {
    const { rows } = await sql`select 1 from webhooks.deliveries where event = 'order.confirmed' and tries > 0
      and payload like ${`%${orderId}%`}`.execute(shop.db);
    return rows.length > 0 ? true : null;
  });
  await shop.stopWorker();
  expect(receiver.received).toEqual([]);
  shop.failPoints.disarm("webhook.before-send");
  // Its claim has ended.
  await sql`update webhooks.deliveries set next_attempt_at = now() where state = 'pending'`.execute(shop.db);
  await shop.startWorker();
  expect((await arrived("order.confirmed")).body).toContain(orderId);
});
