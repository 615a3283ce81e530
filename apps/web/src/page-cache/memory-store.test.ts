import { expect, test } from "vitest";
import type { DataValue } from "./entry.ts";
import { createMemoryStore } from "./memory-store.ts";

const page = (body: string): DataValue => ({ kind: "FETCH", data: { body }, revalidate: 60 });
const entry = (body: string, tags: readonly string[]) => ({ value: page(body), tags, lifetime: undefined });

test("serves a page until one of its tags is invalidated, and keeps the others", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a");
  await store.set("a", entry("A", ["product:a", "lists"]));
  await store.get("b");
  await store.set("b", entry("B", ["product:b"]));

  await store.invalidate(["product:a"]);

  expect(await store.get("a")).toBeNull();
  expect((await store.get("b"))?.value).toEqual(page("B"));
});

test("does not serve a page that was invalidated while it was rendered", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a"); // The rendering begins here and reads the old price.
  await store.invalidate(["product:a"]);
  await store.set("a", entry("old price", ["product:a"]));

  expect(await store.get("a")).toBeNull();

  await store.set("a", entry("new price", ["product:a"]));
  expect((await store.get("a"))?.value).toEqual(page("new price"));
});

test("keeps the tick of the replaced page when it is rendered again by age, so that no invalidation is lost", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a");
  await store.set("a", entry("first", ["product:a"]));
  await store.get("a"); // Next found it old by its lifetime and renders again, without a miss.
  await store.invalidate(["product:a"]);
  await store.set("a", entry("second, from data read before", ["product:a"]));

  expect(await store.get("a")).toBeNull();
});

test("stays within its bytes: the least recently used page leaves first", async () => {
  const store = createMemoryStore({ bytesMax: 20_000 });
  const body = "x".repeat(2000);
  for (const key of ["a", "b", "c", "d"]) {
    await store.get(key);
    await store.set(key, entry(body, []));
  }
  await store.get("a");
  await store.get("e");
  await store.set("e", entry(body, []));

  expect(await store.get("a")).not.toBeNull();
  expect(await store.get("b")).toBeNull();
});

test("trusts no older page after a gap in the hints, and keeps new ones", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a");
  await store.set("a", entry("A", []));
  await store.invalidateAll();

  expect(await store.get("a")).toBeNull();
  await store.set("a", entry("A2", []));
  expect((await store.get("a"))?.value).toEqual(page("A2"));
});
