import { testDeps } from "@cartwright/core/testing/fixtures";
import { createPayment } from "@cartwright/core/testing/payments";
import { newId } from "@cartwright/core/kernel/ids";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../testing/until.ts";
import { startProbes } from "./run-probes.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** A saga whose step fails for its provider's sake and rests for a day. */
async function failingSaga(provider: "sandbox" | "stripe", attempts = 6): Promise<string> {
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
      attempts,
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

it("wakes them once the database responds again, if it was away with the provider", async () => {
  const id = await failingSaga("sandbox");
  let refused = 0;
  const pool = new Proxy(database.pool, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name === "connect" && refused === 0) {
        refused += 1;
        return () => Promise.reject(new Error("the database is away"));
      }
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const returned = [["sandbox"]];
  const probes = startProbes(testDeps(createDb(pool)), { probe: async () => returned.shift() ?? [] });
  await until(async () => ((await restsLong(id)) ? null : true));
  await probes.close();
  expect(refused).toBe(1);
});

it("leaves them a rest that grows with their attempts, so that a provider that comes and goes does not use these up", async () => {
  const [tried, rested] = [await failingSaga("sandbox", 30), await failingSaga("sandbox", 30)];
  await sql`update saga.sagas set updated_at = now() - interval '10 minutes' where id = ${rested}`.execute(database.db);
  const returned = [["sandbox"]];
  const probes = startProbes(testDeps(database.db), { probe: async () => returned.shift() ?? [] });
  await until(async () => ((await restsLong(tried)) ? null : true));
  await probes.close();
  const restOf = async (id: string) => {
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from wake_at - updated_at)::float8 as seconds from saga.sagas where id = ${id}`.execute(
      database.db,
    );
    return rows[0]?.seconds ?? 0;
  };
  // 5 ms times 27,000, and up to 5 s so that not all come back at once.
  expect(await restOf(tried)).toBeGreaterThanOrEqual(135);
  expect(await restOf(tried)).toBeLessThanOrEqual(140);
  expect(await restsLong(rested)).toBe(false);
});

it("ends while a provider is silent", async () => {
  const probes = startProbes(testDeps(database.db), { probe: () => new Promise(() => undefined) });
  await expect(probes.close()).resolves.toBeUndefined();
});
