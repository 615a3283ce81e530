import { QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { createQueryClient } from "./query-client.ts";

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

it("a client that rendered a page on the server leaves no timer behind that would keep it in memory", async () => {
  const before = timers();
  for (let page = 0; page < 50; page += 1) {
    const client = createQueryClient();
    await client.fetchQuery({ queryKey: ["read"], queryFn: () => Promise.resolve("data") });
    // What a rendered component has of a query: an observer that never subscribes.
    new QueryObserver(client, { queryKey: ["given"], initialData: "data" }).getCurrentResult();
  }
  expect(timers() - before).toBeLessThan(10);
});
