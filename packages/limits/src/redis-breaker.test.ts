import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { RedisResting, withBreaker } from "@cartwright/observability/redis-breaker";
import { Redis } from "ioredis";
import { expect, test } from "vitest";

const redisUrl = process.env["CARTWRIGHT_TEST_REDIS_URL"];

test.skipIf(!redisUrl)(
  "after one command without a response the next fail at once, and Redis is used again when it responds",
  async () => {
    const url = redisUrl ?? "";
    const redis = withBreaker(new Redis(url, { commandTimeout: 100, maxRetriesPerRequest: 0 }));
    const admin = new Redis(url);
    const failureOf = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
    await redis.ping();

    await admin.client("PAUSE", 2_000, "ALL");
    expect(await failureOf(redis.ping())).toMatchObject({ message: expect.stringMatching(/timed out/) });
    expect(await failureOf(redis.get("a"))).toBeInstanceOf(RedisResting);
    const piped = await redis.pipeline().get("a").get("b").exec();
    expect(piped?.map(([error]) => error)).toEqual([expect.any(RedisResting), expect.any(RedisResting)]);

    const deadline = performance.now() + WAIT_MS_MAX;
    while ((await failureOf(redis.ping())) !== null) {
      if (performance.now() > deadline) throw new Error("Redis is not used again");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    redis.disconnect();
    admin.disconnect();
  },
);
