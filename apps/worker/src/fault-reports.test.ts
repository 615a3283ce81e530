import { randomUUID } from "node:crypto";
import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { UNDO_RETRIES } from "@cartwright/core/saga/engine/retry-policy";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { type ErrorReports, startErrorReports } from "@cartwright/observability/error-reports";
import { createLogger } from "@cartwright/observability/logger";
import { connectQueues } from "@cartwright/queue/connect";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { type Sink, startSink } from "@cartwright/observability/testing/sink";
import { timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

/** Marks what is personal. */
const MARKER = "Zanzibarelli";

let sink: Sink;
let shop: TestShop;
let reports: ErrorReports;
beforeAll(async () => {
  sink = await startSink();
  shop = await createTestShop({ random: () => 0 });
  reports = await startErrorReports({
    process: "worker",
    dsn: sink.dsn,
    environment: "test",
    release: undefined,
    sampleRate: 1,
    logger: createLogger({ name: "test", level: "silent" }),
  });
});
afterAll(async () => {
  await reports.close();
  await shop.close();
  await sink.close();
});

/**
 * Adds messages without a valid schema to a queue, one after the other: a job may run again after its message was
 * dead-lettered.
 */
async function addPoison(messageIds: readonly string[]): Promise<void> {
  const connection = connectQueues({ databaseUrl: shop.databaseUrl, redisPrefix: shop.redisPrefix }, () => undefined);
  await connection.ping();
  const queue = connection.createQueue("inventory");
  for (const messageId of messageIds) {
    const poison = { messageId, traceparent: null, payload: { orderId: `kim.${MARKER}@example.com`, name: MARKER } };
    await queue.add("inventory.reserve", { messages: [poison] }, { jobId: randomUUID(), removeOnComplete: true });
    await until(async () => {
      const { waiting = 0, active = 0 } = await queue.getJobCounts("waiting", "active");
      return waiting + active === 0 ? true : null;
    });
  }
  await queue.close();
  await connection.close();
}

/** A message that a newer version would know. */
async function sendUnknown(): Promise<string> {
  const id = randomUUID();
  await sql`insert into saga.outbox (id, kind, name, key, payload)
    values (${id}, 'task', 'order.gift-wrap', ${id}, ${JSON.stringify({ for: MARKER })}::jsonb)`.execute(shop.db);
  shop.deps.nudgeRelay();
  await until(async () => {
    const letter = shop.db.selectFrom("saga.dead_letters").select("id").where("message_id", "=", id);
    return (await letter.executeTakeFirst()) ?? null;
  });
  return id;
}

const reported = (type: string) => sink.reports.filter((report) => report.exception.type === type);

it("reports a dead letter once, however often its message comes, and a saga once when it gets stuck, with nothing personal", async () => {
  const worker = await shop.startWorker();
  const [first, second] = [randomUUID(), randomUUID()];
  await addPoison([first, second, first]);
  const unknown = await sendUnknown();

  const product = await createProduct(shop.db, { variants: [{ onHand: 1 }] });
  const { orderId, number, actor } = await shop.place({ lines: [{ variantId: product.variants[0].id, quantity: 1 }] });
  expect(await shop.settled(orderId)).toBe("confirmed");
  await shop.provider.stop();
  await cancelOrder(worker.deps, actor, number);
  await until(async () => ((await timelineOf(shop.db, orderId)).includes("saga.retry_scheduled") ? true : null));
  const attempts = UNDO_RETRIES.attemptsMax - 2;
  await shop.db.updateTable("saga.sagas").set({ attempts }).where("state", "=", "running").execute();
  const saga = await until(async () => {
    const stuck = shop.db.selectFrom("saga.sagas").select(["id", "kind", "step"]).where("state", "=", "stuck");
    return (await stuck.executeTakeFirst()) ?? null;
  });
  await reports.close();

  const letters = reported("DeadLetter");
  const [process, reason, route] = ["worker", "poison", "job:inventory.reserve"];
  expect(letters).toMatchObject([
    { tags: { process, reason, route, messageId: first }, exception: { value: "inventory.reserve was given up" } },
    { tags: { process, reason, route, messageId: second } },
    {
      tags: { process, reason, route: "job:order.gift-wrap", messageId: unknown },
      exception: { value: "order.gift-wrap was given up" },
    },
  ]);
  expect(reported("SagaStuck")).toEqual([
    {
      tags: expect.objectContaining({
        process: "worker",
        route: `saga:${saga.kind}`,
        orderId,
        sagaId: saga.id,
      }) as unknown,
      exception: expect.objectContaining({ value: `${saga.kind} is stuck at ${saga.step}` }) as unknown,
    },
  ]);
  expect(sink.reports).toHaveLength(4);
  expect(sink.texts.length).toBeGreaterThanOrEqual(4);
  expect(sink.texts.filter((text) => text.includes(MARKER) || text.includes("kim@example.com"))).toEqual([]);
});
