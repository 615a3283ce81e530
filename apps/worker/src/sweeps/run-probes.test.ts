import { testDeps } from "@cartwright/core/testing/fixtures";
import { createPayment } from "@cartwright/core/testing/payments";
import { newId } from "@cartwright/core/kernel/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../testing/until.ts";
import { startProbes } from "./run-probes.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** A saga whose step fails for its provider's sake and rests for a day. */
async function failingSaga(provider: "sandbox" | "stripe"): Promise<string> {
  const payment = await createPayment(database.db, { provider });
  const id = newId();
  await database.db
    .insertInto("saga.sagas")
    .values({
      id,
      order_id: payment.orderId,
      kind: "refund",
      definition_version: 1,
      step: "refund",
      data: JSON.stringify({ failingSince: "2026-01-01T00:00:00.000Z" }),
      wake_at: new Date(Date.now() + 86_400_000),
    })
    .execute();
  return id;
}

async function restsLong(id: string): Promise<boolean> {
  const { wake_at: wakeAt } = await database.db
    .selectFrom("saga.sagas")
    .select("wake_at")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return wakeAt.getTime() > Date.now() + 3_600_000;
}

it("wakes what failed for a provider that has returned, and nothing that fails for another", async () => {
  const [sandbox, stripe] = [await failingSaga("sandbox"), await failingSaga("stripe")];
  const returned = [[], ["sandbox"]];
  const probes = startProbes(testDeps(database.db), { probe: async () => returned.shift() ?? [] });
  await until(async () => ((await restsLong(sandbox)) ? null : true));
  await probes.close();
  expect(await restsLong(stripe)).toBe(true);
});

it("ends while a provider is silent", async () => {
  const probes = startProbes(testDeps(database.db), { probe: () => new Promise(() => undefined) });
  await expect(probes.close()).resolves.toBeUndefined();
});
