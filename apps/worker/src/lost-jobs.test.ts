import { setOnHand } from "@cartwright/core/inventory/set-on-hand";
import { queueMails } from "@cartwright/core/notifications/queue-mail";
import { claimOutbox } from "@cartwright/core/outbox/claim-outbox";
import { markPublished } from "@cartwright/core/outbox/mark-published";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { connectQueues } from "@cartwright/queue/connect";
import { createProducer } from "@cartwright/queue/producer";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { routeMessages } from "./route-messages.ts";
import { backends } from "./testing/backends.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { until } from "./testing/until.ts";

describe.each(backends)("jobs lost by the queue on $name", ({ redisUrl }) => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await createTestShop({ redisUrl });
  });
  afterEach(() => shop.close());

  /** Publishes the outbox to the queue, as the relay does, and then removes the jobs. Returns how many there were. */
  async function deliverAndLose(queueName: "mail" | "catalog"): Promise<number> {
    const connection = connectQueues(
      { redisUrl, databaseUrl: shop.databaseUrl, redisPrefix: shop.redisPrefix },
      () => undefined,
    );
    await connection.ping();
    const producer = createProducer(connection);
    const queue = connection.createQueue(queueName);
    try {
      const rows = await claimOutbox(shop.db);
      await producer.publish(routeMessages(rows).jobs);
      await markPublished(
        shop.db,
        rows.map((row) => row.id),
      );
      const jobs = await queue.getJobs(["waiting", "delayed"]);
      for (const job of jobs) await job.remove();
      expect(await queue.getJobCounts("waiting", "active", "delayed")).toEqual({ waiting: 0, active: 0, delayed: 0 });
      return jobs.length;
    } finally {
      await queue.close();
      await producer.close();
      await connection.close();
    }
  }

  it("of mails are found, and each mail is sent once", async () => {
    await inTransaction(shop.db, (tx) =>
      queueMails(
        tx,
        ["a@example.com", "b@example.com"].map((to) => ({
          template: "welcome",
          firstName: "Kim",
          shopLink: shop.origin,
          to,
        })),
      ),
    );
    expect(await deliverAndLose("mail")).toBeGreaterThan(0);
    // As far as the shop knows, one of them may still have a job.
    await sql`
      update notifications.mails set created_at = now() - interval '16 minutes' where recipient = 'a@example.com'`.execute(
      shop.db,
    );
    await shop.startWorker();
    const mails = () =>
      shop.db
        .selectFrom("notifications.mails")
        .select(["recipient", "state", "attempts"])
        .orderBy("recipient")
        .execute();
    await until(async () => ((await mails())[0]?.state === "sent" ? true : null));
    expect(await mails()).toEqual([
      { recipient: "a@example.com", state: "sent", attempts: 1 },
      { recipient: "b@example.com", state: "queued", attempts: 0 },
    ]);
    const messages = await shop.db.selectFrom("saga.outbox").select("id").where("name", "=", "mail.send").execute();
    expect(messages).toHaveLength(3);
  });

  it("of stock flags are found, and the flag is corrected", async () => {
    const product = await createProduct(shop.db);
    const untouched = await createProduct(shop.db);
    const [{ id: variantId }] = product.variants;
    const counted = { productId: product.id, variantId, onHand: 0 };
    await inTransaction(shop.db, (tx) => setOnHand(tx, [counted], { reason: "adjustment" }));
    expect(await deliverAndLose("catalog")).toBe(1);
    await shop.startWorker();
    const flags = await until(async () => {
      const rows = await shop.db.selectFrom("catalog.products").select(["id", "in_stock"]).orderBy("id").execute();
      return rows.some((row) => !row.in_stock) ? rows : null;
    });
    expect(flags).toEqual([
      { id: product.id, in_stock: false },
      { id: untouched.id, in_stock: true },
    ]);
  });
});
