import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PageValue } from "./entry.ts";
import { createRedisStore } from "./redis-store.ts";
import type { PageStore } from "./store.ts";

const redisUrl = process.env["CARTWRIGHT_TEST_REDIS_URL"];

const page = (html: string): PageValue => ({
  kind: "APP_PAGE",
  html,
  rscData: Buffer.from("payload"),
  segmentData: new Map([["/_tree", Buffer.from("tree")]]),
  postponed: undefined,
  status: undefined,
  headers: { "content-security-policy": "default-src 'none'" },
});
const entry = (html: string, ...tags: string[]) => ({ value: page(html), tags, lifetime: { revalidate: 300 } });

describe.skipIf(!redisUrl)("two web nodes on one Redis", () => {
  let nodes: PageStore[] = [];
  let key = "";
  let tag = "";

  beforeEach(() => {
    key = `page-${randomUUID()}`;
    tag = `product:${randomUUID()}`;
    const buildId = randomUUID();
    nodes = [1, 2].map(() =>
      createRedisStore({
        redis: new Redis(redisUrl ?? ""),
        buildId,
        frontBytesMax: 1_000_000,
        onError: (error) => {
          throw error;
        },
      }),
    );
  });
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()));
  });

  const node = (index: number): PageStore => {
    const found = nodes[index];
    if (!found) throw new Error("no such node");
    return found;
  };

  test("serves on one node what the other has rendered, byte for byte", async () => {
    await node(0).get(key);
    await node(0).set(key, entry("hello", tag));
    expect((await node(1).get(key))?.value).toEqual(page("hello"));
  });

  test("applies an invalidation of one node to what the other reads from Redis", async () => {
    await node(0).get(key);
    await node(0).set(key, entry("old", tag));
    await node(0).invalidate([tag]);
    expect(await node(1).get(key)).toBeNull();
    expect(await node(0).get(key)).toBeNull();
  });

  test("removes a page from a node's memory with the invalidation that reaches it", async () => {
    await node(0).get(key);
    await node(0).set(key, entry("old", tag));
    expect(await node(0).get(key)).not.toBeNull();
    await node(0).invalidate([tag]);
    expect(await node(0).get(key)).toBeNull();
  });

  test("does not serve a page whose data was read before an invalidation on another node", async () => {
    await node(0).get(key); // The rendering begins.
    await node(1).invalidate([tag]);
    await node(0).set(key, entry("old price", tag));
    expect(await node(0).get(key)).toBeNull();
    expect(await node(1).get(key)).toBeNull();
    await node(1).set(key, entry("new price", tag));
    expect((await node(0).get(key))?.value).toEqual(page("new price"));
  });

  test("does not keep a rendering whose beginning is unknown", async () => {
    await node(0).set(key, entry("undated", tag));
    expect(await node(1).get(key)).toBeNull();
  });

  test("serves no older page on any node after a gap in the hints, other tags included", async () => {
    await node(0).get(key);
    await node(0).set(key, entry("old", tag));
    await node(1).invalidateAll();
    expect(await node(1).get(key)).toBeNull();
  });

  test("keeps other pages at an invalidation", async () => {
    const other = `${key}-other`;
    await node(0).get(other);
    await node(0).set(other, entry("other", "lists"));
    await node(0).invalidate([tag]);
    expect((await node(1).get(other))?.value).toEqual(page("other"));
  });
});
