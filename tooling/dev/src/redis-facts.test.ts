import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRedisFacts } from "./redis-facts.ts";
import { startTemporaryRedis, type TemporaryRedis } from "./temporary-redis.ts";

describe.skipIf(!process.env["CARTWRIGHT_TEST_REDIS_URL"])("a temporary Redis", () => {
  let redis: TemporaryRedis | undefined;
  beforeAll(async () => {
    redis = await startTemporaryRedis(() => undefined);
  });
  afterAll(() => redis?.stop());

  test("keeps jobs: it evicts nothing and has an append-only file", async () => {
    expect(await readRedisFacts(redis?.url ?? "")).toEqual({ policy: "noeviction", appendOnly: "yes" });
  });

  test("a password that it does not know is reported as its own refusal", async () => {
    const url = new URL(redis?.url ?? "");
    url.password = "guess";
    await expect(readRedisFacts(url.href)).rejects.toThrow(/AUTH|WRONGPASS/);
  });
});

test("fails at once when Redis cannot be reached", async () => {
  await expect(readRedisFacts("redis://127.0.0.1:1")).rejects.toThrow(/ECONNREFUSED/);
});
