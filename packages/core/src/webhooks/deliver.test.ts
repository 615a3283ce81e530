import type { WebhookEvent } from "@cartwright/contracts/webhooks";
import { inTransaction } from "@cartwright/db/transaction";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../kernel/ids.ts";
import { createUser, testDeps } from "../testing/fixtures.ts";
import { tablesReadWhole } from "../testing/plans.ts";
import { type ReceivedWebhook, startWebhookReceiver } from "../testing/webhook-receiver.ts";
import { changeEndpoint, createEndpoint, removeEndpoint, rotateSecret } from "./change-endpoints.ts";
import { claimDeliveries, deliver, type DeliverDeps } from "./deliver.ts";
import { getDelivery, listDeliveries } from "./list-deliveries.ts";
import { getEndpoint, listEndpoints } from "./list-endpoints.ts";
import { pruneDeliveries } from "./prune-deliveries.ts";
import { resealWebhookSecrets } from "./reseal-webhook-secrets.ts";
import { TRIES_MAX } from "./retry-plan.ts";
import { newWebhookSecret } from "./webhook-secret.ts";
import { replayDeliveries, sendTestEvent } from "./send-again.ts";

const KEYS = ["key-of-webhooks-in-a-test-0123456789"];
let database: TestDatabase;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
let deps: DeliverDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startWebhookReceiver();
  deps = {
    ...testDeps(database.db),
    webhooks: { keys: KEYS, allowPrivate: true },
    publicOrigin: "https://shop.example.com",
    random: () => 0.5,
  };
});
afterAll(async () => {
  await receiver.close();
  await database.close();
});
beforeEach(async () => {
  await sql`update webhooks.endpoints set state = 'disabled', removed_at = now()`.execute(database.db);
  receiver.received.length = 0;
  receiver.responds((response) => response.writeHead(204).end());
});

const rules = { allowPrivate: true, keys: KEYS };
const create = (values: { readonly url?: string; readonly events?: WebhookEvent[] } = {}) =>
  inTransaction(database.db, (tx) =>
    createEndpoint(
      tx,
      { url: receiver.url, description: "", events: ["order.confirmed"], enabled: true, ...values },
      rules,
    ),
  );
const sendTest = (endpointId: string) => inTransaction(database.db, (tx) => sendTestEvent(tx, endpointId));
const replay = (deliveryIds: string[], requestId: string) =>
  inTransaction(database.db, (tx) => replayDeliveries(tx, { deliveryIds, requestId }));
const makeDue = (id: string) =>
  sql`update webhooks.deliveries set next_attempt_at = now() where id = ${id} and state = 'pending'`.execute(
    database.db,
  );

/** Makes the attempts that are due. */
async function work(): Promise<number> {
  const claimed = await claimDeliveries(database.db, []);
  await Promise.all(claimed.map((each) => deliver(deps, each)));
  return claimed.length;
}

function verify(secret: string, { headers, body }: ReceivedWebhook): unknown {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return new Webhook(secret).verify(body, plain);
}

test("delivers a test event that the receiver can verify with the library, once", async () => {
  const { id, secret } = await create();
  const deliveryId = await sendTest(id);
  expect(await work()).toBe(1);
  expect(await work()).toBe(0);
  const [first] = receiver.received;
  if (!first) throw new Error("nothing arrived");
  expect(verify(secret, first)).toMatchObject({ type: "webhook.test", version: 1, data: {} });
  expect(() => verify(newWebhookSecret(), first)).toThrow("No matching signature");
  expect(() => verify(secret, { ...first, body: first.body.replace("test", "tost") })).toThrow("No matching signature");
  const { eventId, state, attempts, log } = await getDelivery(database.db, deliveryId);
  expect(first.headers["webhook-id"]).toBe(eventId);
  expect({ state, attempts, log }).toMatchObject({
    state: "delivered",
    attempts: 1,
    log: [{ number: 1, status: 204 }],
  });
  expect(await getEndpoint(database.db, id)).toMatchObject({ health: "healthy", waiting: 0 });
});

test("stores no secret that can be read, and reseals with a new key so that the old one can go", async () => {
  const { id, secret } = await create();
  const { rows } = await sql`select * from webhooks.endpoints where id = ${id}`.execute(database.db);
  expect(JSON.stringify(rows)).not.toContain(secret.slice("whsec_".length));
  const next = "another-key-of-webhooks-0123456789ab";
  expect(await resealWebhookSecrets(deps, [next, ...KEYS])).toBe(1);
  const before = deps;
  try {
    deps = { ...before, webhooks: { keys: [next], allowPrivate: true } };
    await sendTest(id);
    await work();
  } finally {
    deps = before;
  }
  expect(receiver.received.map((each) => verify(secret, each))).toHaveLength(1);
});

test("tries again with growing gaps for about a day, keeps every attempt, and gives up", async () => {
  receiver.responds((response) => response.writeHead(503).end("<h1>later</h1>"));
  const { id } = await create();
  const deliveryId = await sendTest(id);
  const gaps: number[] = [];
  for (let round = 1; round <= TRIES_MAX; round += 1) {
    expect(await work()).toBe(1);
    const { rows } = await sql<{ seconds: number | null }>`
      select round(extract(epoch from next_attempt_at - now()))::int as seconds
      from webhooks.deliveries where id = ${deliveryId} and state = 'pending'`.execute(database.db);
    if (rows[0]?.seconds) gaps.push(rows[0].seconds);
    expect(await work()).toBe(0);
    await makeDue(deliveryId);
  }
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  const hours = gaps.reduce((sum, seconds) => sum + seconds, 0) / 3_600;
  expect(hours).toBeGreaterThan(23);
  expect(hours).toBeLessThan(25);
  const { state, log, lastStatus } = await getDelivery(database.db, deliveryId);
  expect({ state, lastStatus, count: log.length }).toEqual({ state: "failed", lastStatus: 503, count: TRIES_MAX });
  expect(log[0]).toMatchObject({ number: TRIES_MAX, status: 503, answer: "<h1>later</h1>" });
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(await getEndpoint(database.db, id)).toMatchObject({ health: "failing" });
});

test("signs with both secrets after a rotation, until its time is over", async () => {
  const { id, secret: old } = await create();
  const { secret } = await inTransaction(database.db, (tx) => rotateSecret(tx, { endpointId: id, version: 1 }, KEYS));
  await sendTest(id);
  await work();
  const [both] = receiver.received;
  if (!both) throw new Error("nothing arrived");
  expect(verify(old, both)).toBeTruthy();
  expect(verify(secret, both)).toBeTruthy();
  await sql`update webhooks.endpoints set old_secret_until = now() where id = ${id}`.execute(database.db);
  await sendTest(id);
  await work();
  const [, alone] = receiver.received;
  if (!alone) throw new Error("nothing arrived");
  expect(verify(secret, alone)).toBeTruthy();
  expect(() => verify(old, alone)).toThrow("No matching signature");
});

test("disables an endpoint that has failed for days, tells the admins once, and sends nothing more", async () => {
  const { email } = await createUser(database.db, { role: "admin" });
  receiver.responds((response) => response.writeHead(500).end());
  const { id } = await create();
  await sendTest(id);
  await sql`update webhooks.endpoints set failures = 30, failing_since = now() - interval '71 hours' where id = ${id}`.execute(
    database.db,
  );
  await work();
  expect(await getEndpoint(database.db, id)).toMatchObject({ enabled: true, health: "failing" });
  await sql`update webhooks.endpoints set failing_since = now() - interval '72 hours' where id = ${id}`.execute(
    database.db,
  );
  const [first, second] = [await sendTest(id), await sendTest(id)];
  expect(await work()).toBe(2);
  expect(await getEndpoint(database.db, id)).toMatchObject({ enabled: false, health: "failed" });
  await Promise.all([makeDue(first), makeDue(second)]);
  expect(await work()).toBe(0);
  const mails = await database.db
    .selectFrom("notifications.mails")
    .select(["recipient", "text"])
    .where("template", "=", "webhook_disabled")
    .execute();
  expect(mails).toMatchObject([{ recipient: email, text: expect.stringContaining(`/admin/webhooks/${id}`) }]);
  const audits = await database.db
    .selectFrom("audit.entries")
    .select(["actor_kind", "action"])
    .where("subject_id", "=", id)
    .execute();
  expect(audits).toEqual([{ actor_kind: "system", action: "webhooks.disable" }]);
  await expect(sendTest(id)).rejects.toMatchObject({ reason: "invalid_input" });
  receiver.responds((response) => response.writeHead(204).end());
  const { version, url, description, events } = await getEndpoint(database.db, id);
  await inTransaction(database.db, (tx) =>
    changeEndpoint(tx, { endpointId: id, version, url, description, events, enabled: true }, rules),
  );
  // What waited goes out now.
  expect(await work()).toBeGreaterThan(0);
  expect(await getEndpoint(database.db, id)).toMatchObject({ health: "healthy" });
});

test("one success ends the record of failures", async () => {
  const { id } = await create();
  await sql`update webhooks.endpoints set failures = 30, failing_since = now() - interval '80 hours' where id = ${id}`.execute(
    database.db,
  );
  await sendTest(id);
  await work();
  expect(await getEndpoint(database.db, id)).toMatchObject({ enabled: true, health: "healthy", failingSince: null });
});

test("replays what has ended under the same id, once for each request", async () => {
  const { id } = await create();
  const deliveryId = await sendTest(id);
  expect(await replay([deliveryId], newId())).toEqual([]);
  await work();
  const request = newId();
  const answers = await Promise.all([replay([deliveryId], request), replay([deliveryId], request)]);
  expect(answers.flat()).toEqual([deliveryId]);
  await work();
  // The same request, once more, after it was sent.
  expect(await replay([deliveryId], request)).toEqual([]);
  expect(await work()).toBe(0);
  expect(receiver.received).toHaveLength(2);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  await expect(replay([deliveryId, newId()], newId())).rejects.toMatchObject({ reason: "not_found" });
});

test("two workers never send the same claim; one that died in between is followed by another", async () => {
  const { id } = await create();
  await sendTest(id);
  const claims = await Promise.all([claimDeliveries(database.db, []), claimDeliveries(database.db, [])]);
  const [lost, ...others] = claims.flat();
  expect(others).toEqual([]);
  if (!lost) throw new Error("nothing was claimed");
  expect(await work()).toBe(0);
  await makeDue(lost.id);
  expect(await work()).toBe(1);
  // The first comes back, after all, and records nothing.
  await deliver(deps, lost);
  expect(await getDelivery(database.db, lost.id)).toMatchObject({
    state: "delivered",
    attempts: 2,
    log: [{ number: 2 }],
  });
});

test("leaves out endpoints that are busy, and takes a few deliveries of each of the others", async () => {
  const [busy, free] = [await create(), await create()];
  for (let count = 0; count < 6; count += 1) await Promise.all([sendTest(busy.id), sendTest(free.id)]);
  const claimed = await claimDeliveries(database.db, [busy.id]);
  expect(claimed.map(({ endpointId }) => endpointId)).toEqual(Array.from({ length: 4 }, () => free.id));
});

test("a removed endpoint gets nothing, is not listed, and goes with the last of its deliveries", async () => {
  const { id } = await create();
  const deliveryId = await sendTest(id);
  await expect(
    inTransaction(database.db, (tx) => removeEndpoint(tx, { endpointId: id, version: 7 })),
  ).rejects.toMatchObject({ reason: "stale_write" });
  await inTransaction(database.db, (tx) => removeEndpoint(tx, { endpointId: id, version: 1 }));
  expect(await work()).toBe(0);
  expect(await listEndpoints(database.db)).toEqual([]);
  await expect(getDelivery(database.db, deliveryId)).rejects.toMatchObject({ reason: "not_found" });
  await sql`update webhooks.deliveries set created_at = now() - interval '31 days' where endpoint_id = ${id}`.execute(
    database.db,
  );
  expect(await pruneDeliveries(deps, 1)).toBe(1);
  const left = await database.db.selectFrom("webhooks.endpoints").select("id").where("id", "=", id).execute();
  expect(left).toEqual([]);
});

test("refuses more endpoints than a shop may have, also when two are added at once", async () => {
  for (let count = 0; count < 19; count += 1) await create();
  const results = await Promise.allSettled([create(), create()]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await listEndpoints(database.db)).toHaveLength(20);
});

test("the log and the claims read no table as a whole, whatever is filtered", async () => {
  const { id } = await create();
  await sendTest(id);
  const cursor = Buffer.from(JSON.stringify([newId()])).toString("base64url");
  const whole = await tablesReadWhole(database, async (db) => {
    for (const filter of [{}, { state: "failed" as const }, { event: "order.confirmed" as const }, { cursor }]) {
      await listDeliveries(db, { endpointId: id, limit: 50, ...filter });
    }
    const [first] = (await listDeliveries(db, { endpointId: id, limit: 50 })).items;
    await getDelivery(db, first?.id ?? id);
    await pruneDeliveries({ db }, 100);
  });
  // Twenty rows at most, and the few that were removed.
  expect(whole.filter((table) => table !== "webhooks.endpoints")).toEqual([]);
});
