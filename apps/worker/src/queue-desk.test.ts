import { newId } from "@cartwright/core/kernel/ids";
import { getQueues, pauseQueue, resumeQueue } from "@cartwright/core/admin/change-queues";
import { wakeDueSagas } from "@cartwright/core/saga/engine/wake-sagas";
import { SAGAS } from "@cartwright/core/saga/flows/definitions";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { createProduct, createUser } from "@cartwright/core/testing/fixtures";
import type { QueueName } from "@cartwright/contracts/messages";
import { connectQueues } from "@cartwright/queue/connect";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./testing/backends.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { until } from "./testing/until.ts";

describe.each(backends)("the queues' desk on $name", ({ redisUrl, name: backend }) => {
  let shop: TestShop;
  let act: StaffAct;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl });
    const { id } = await createUser(shop.db, { role: "admin" });
    act = {
      actor: { kind: "user", userId: id, sessionId: newId(), logInId: newId(), role: "admin", enrolmentDue: false },
      address: "203.0.113.7",
      requestId: newId(),
      reason: "the provider is away",
    };
  });
  afterAll(() => shop.close());

  async function view(queue: QueueName) {
    const { queues } = await getQueues(shop.db);
    const found = queues.find(({ name }) => name === queue);
    if (!found) throw new Error(`no ${queue}`);
    return found;
  }

  const pause = async (queue: QueueName) =>
    pauseQueue(shop.deps, { queue, version: (await view(queue)).version, reason: act.reason }, act);
  const resume = async (queue: QueueName) =>
    resumeQueue(shop.deps, { queue, version: (await view(queue)).version, reason: act.reason }, act);
  const isPaused = (queue: QueueName, paused: boolean) =>
    until(async () => ((await view(queue)).figures?.paused === paused ? true : null));
  const order = async () => {
    const product = await createProduct(shop.db);
    return shop.place({ lines: [{ variantId: product.variants[0].id, quantity: 1 }] });
  };
  const commands = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from saga.outbox where name = 'inventory.reserve'`.execute(shop.db);
    return rows[0]?.count;
  };

  it("holds orders back while a queue is paused, over a restart, and works them off once it is resumed", async () => {
    await shop.startWorker();
    await pause("inventory");
    await isPaused("inventory", true);
    const placed = await order();
    const held = await until(async () => {
      const { figures } = await view("inventory");
      return figures && figures.waiting === 1 ? figures : null;
    });
    expect(held).toMatchObject({ active: 0, failed: 0 });
    expect(Date.parse(held.oldestAt ?? "")).toBeLessThanOrEqual(Date.parse(held.measuredAt));

    await shop.stopWorker();
    await shop.startWorker();
    // It waits in the queue, and a sweep does not add it once more.
    await sql`update saga.sagas set wake_at = now() - interval '1 second'`.execute(shop.db);
    await until(async () => {
      const { rows } = await sql<{ later: boolean }>`select wake_at > now() as later from saga.sagas`.execute(shop.db);
      return rows[0]?.later ? true : null;
    });
    expect(await commands()).toBe(1);
    const { rows } = await sql`select status from orders.orders where reserved`.execute(shop.db);
    expect(rows).toEqual([]);

    await resume("inventory");
    expect(await shop.settled(placed.orderId)).toBe("confirmed");
    const after = await until(async () => {
      const seen = await view("inventory");
      return seen.figures?.paused === false && seen.figures.waiting === 0 && seen.finishedPerMinute > 0 ? seen : null;
    });
    expect(after.figures?.oldestAt).toBeNull();
  });

  it("pauses the queue again when its store has forgotten it", async () => {
    await pause("mail");
    await isPaused("mail", true);
    const connection = connectQueues(
      { redisUrl, databaseUrl: shop.databaseUrl, redisPrefix: shop.redisPrefix },
      () => undefined,
    );
    await connection.ping();
    const queue = connection.createQueue("mail");
    await queue.resume();
    expect(await until(async () => ((await queue.isPaused()) ? true : null))).toBe(true);
    await queue.close();
    await connection.close();
  });

  it("lists the worker, says that it stopped, and names one that stopped responding", async () => {
    const running = await until(async () => {
      const overview = await getQueues(shop.db);
      return overview.workers.some(({ state }) => state === "running") ? overview : null;
    });
    // Before it, the one that the first test stopped.
    expect(running).toMatchObject({
      store: backend === "Redis" ? "redis" : "postgres",
      workers: [
        { pid: process.pid, state: "running" },
        { pid: process.pid, state: "stopped" },
      ],
    });
    await sql`delete from saga.workers where stopped_at is not null`.execute(shop.db);
    await shop.stopWorker();
    expect(await getQueues(shop.db)).toMatchObject({ store: null, workers: [{ state: "stopped" }] });

    await sql`update saga.workers set stopped_at = null, heartbeat_at = now() - interval '21 seconds'`.execute(shop.db);
    expect((await getQueues(shop.db)).workers).toMatchObject([{ pid: process.pid, state: "silent" }]);
  });
});

describe("a saga whose queue is paused", () => {
  it("gets its command from the sweep once the queue is resumed", async () => {
    const shop = await createTestShop();
    try {
      const product = await createProduct(shop.db);
      await shop.place({ lines: [{ variantId: product.variants[0].id, quantity: 1 }] });
      const due = () => sql`update saga.sagas set wake_at = now() - interval '1 second'`.execute(shop.db);
      const by = (await createUser(shop.db, { role: "admin" })).id;
      await sql`insert into saga.queues (name, paused, version, reason, changed_by) values ('inventory', true, 2, 'r', ${by})`.execute(
        shop.db,
      );
      await due();
      expect(await wakeDueSagas(shop.deps, SAGAS, 10)).toBe(0);
      await sql`update saga.queues set paused = false`.execute(shop.db);
      await due();
      expect(await wakeDueSagas(shop.deps, SAGAS, 10)).toBe(1);
    } finally {
      await shop.close();
    }
  });
});
