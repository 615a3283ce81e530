import { AppError } from "@cartwright/core/kernel/app-error";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";
import { renderPage } from "../auth/rendering.ts";
import { createPageCallers } from "./page-callers.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(() => edge.close());

test.each([
  ["unavailable", 1],
  ["rate_limited", 0],
] as const)("a call of a page that fails as %s tells its page so %d times", async (reason, times) => {
  const onUnavailable = vi.fn();
  const { inContext } = createPageCallers(edge.deps.api);
  const caller = inContext({
    deps: { ...edge.deps.api, limiter: { count: () => Promise.reject(new AppError(reason)) } },
    actor: { kind: "guest", guestHash: null },
    requestId: "a",
    traceparent: null,
    address: "192.0.2.1",
    userAgent: "",
    csrf: "invalid",
    cookies: { ensureGuest: () => Buffer.alloc(0), clearSession: () => undefined, setSession: () => undefined },
  });
  await renderPage(onUnavailable, async () => {
    await expect(caller.catalog.list({})).rejects.toMatchObject({ cause: { reason } });
  });
  expect(onUnavailable).toHaveBeenCalledTimes(times);
});
