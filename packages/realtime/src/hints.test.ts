import { type Hint, Hint as HintSchema } from "@cartwright/contracts/rooms";
import { createTestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import { expect, it } from "vitest";
import { createHintPublisher, splitHint, subscribeToHints } from "./hints.ts";
import { createRecorder } from "./testing/recorder.ts";

const redisUrl = process.env["CARTWRIGHT_TEST_REDIS_URL"];
const id = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
const manySessions: Hint = {
  kind: "sessions",
  sessionIds: Array.from({ length: 2_000 }, (_, index) => id(index)),
};

it("splits a hint into parts that fit, without losing, repeating or reordering an entry", () => {
  const parts = splitHint(manySessions);
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts) {
    expect(HintSchema.safeParse(part).success).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(7_000);
  }
  expect(parts.flatMap((part) => (part.kind === "sessions" ? part.sessionIds : []))).toEqual(manySessions.sessionIds);
});

it.each([
  { name: "Postgres", url: undefined, skip: false },
  { name: "Redis", url: redisUrl, skip: !redisUrl },
])("carries every kind of hint over $name to every subscriber", async ({ url, skip }) => {
  if (skip) return;
  const database = await createTestDatabase();
  const publisher = createHintPublisher({ redisUrl: url, db: database.db });
  const heard = [createRecorder<Hint>(), createRecorder<Hint>()];
  const subscriptions = await Promise.all(
    heard.map(async (recorder) =>
      subscribeToHints({
        redisUrl: url,
        connectionString: database.url,
        onHint: recorder.add,
        onReconnect: () => undefined,
        logger: createLogger({ name: "test", level: "silent" }),
      }),
    ),
  );
  const hints = [
    { kind: "orders", orders: [{ number: "CW-2345-2345", seq: 4 }] },
    { kind: "stock", changes: [{ productId: id(1), variantId: id(2), available: 0 }] },
    { kind: "prices", changes: [{ productId: id(1), variantId: id(2), priceMinor: 100, currency: "EUR" }] },
    { kind: "pages", tags: ["product:x"] },
    { kind: "sessions", sessionIds: [id(3)] },
  ].map((hint) => HintSchema.parse(hint));
  for (const hint of hints) await publisher.publish(hint);
  for (const recorder of heard) {
    await recorder.until((all) => all.length >= hints.length);
    expect(recorder.all).toEqual(hints);
  }
  for (const subscription of subscriptions) await subscription.close();
  await publisher.close();
  await database.close();
});

it("rejects at once when there is nothing to subscribe to", async () => {
  const options = { onHint: () => undefined, onReconnect: () => undefined };
  const logger = createLogger({ name: "test", level: "silent" });
  const connectionString = "postgres://nobody@127.0.0.1:1/nowhere";
  await expect(subscribeToHints({ ...options, connectionString, logger })).rejects.toThrow("ECONNREFUSED");
  await expect(
    subscribeToHints({ ...options, connectionString, redisUrl: "redis://127.0.0.1:1", logger }),
  ).rejects.toThrow("closed");
});
