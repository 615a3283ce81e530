import { expect, test } from "vitest";
import type { DataValue } from "./entry.ts";
import { createMemoryStore } from "./memory-store.ts";

const page = (body: string): DataValue => ({ kind: "FETCH", data: { body }, revalidate: 60 });
const entry = (body: string, tags: readonly string[]) => ({ value: page(body), tags, lifetime: undefined });

test("a page is served until one of its tags is invalidated, and others stay", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a");
  await store.set("a", entry("A", ["product:a", "lists"]));
  await store.get("b");
  await store.set("b", entry("B", ["product:b"]));

  await store.invalidate(["product:a"]);

  expect(await store.get("a")).toBeNull();
  expect((await store.get("b"))?.value).toEqual(page("B"));
});

test("what was invalidated while it was being rendered is not served", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a"); // The rendering begins here and reads the old price.
  await store.invalidate(["product:a"]);
  await store.set("a", entry("old price", ["product:a"]));

  expect(await store.get("a")).toBeNull();

  await store.set("a", entry("new price", ["product:a"]));
  expect((await store.get("a"))?.value).toEqual(page("new price"));
});

test("a re-rendering by age keeps the age of what it replaces, so an invalidation in between is not lost", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a");
  await store.set("a", entry("first", ["product:a"]));
  await store.get("a"); // Next found it old by its lifetime and renders again, without a miss.
  await store.invalidate(["product:a"]);
  await store.set("a", entry("second, from data read before", ["product:a"]));

  expect(await store.get("a")).toBeNull();
});

test("the budget in bytes holds: the page not used for longest leaves first", async () => {
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

test("after a gap in the hints nothing kept before is trusted, and new pages are kept again", async () => {
  const store = createMemoryStore({ bytesMax: 1_000_000 });
  await store.get("a");
  await store.set("a", entry("A", []));
  await store.invalidateAll();

  expect(await store.get("a")).toBeNull();
  await store.set("a", entry("A2", []));
  expect((await store.get("a"))?.value).toEqual(page("A2"));
});
