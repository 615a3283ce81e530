import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { exchangeKey } from "./exchange-key.ts";

const failure = (reason: string) =>
  new TRPCClientError("refused", { result: { error: { message: "refused", code: -32_000, data: { reason } } } });

/** The outcome of an exchange, and how often the key was sent and removed. */
async function exchange(key: string, error: Error | null) {
  const counts = { sent: 0, removed: 0 };
  const address = { key, removeKey: () => void (counts.removed += 1) };
  const { state } = await exchangeKey(address, async () => {
    counts.sent += 1;
    expect(counts.removed).toBe(0);
    if (error) throw error;
  });
  return { state, ...counts };
}

test("removes the key once it has opened the order", async () => {
  expect(await exchange("key", null)).toEqual({ state: "opened", sent: 1, removed: 1 });
});

test.each(["not_found", "invalid_input"])("removes a key that opens nothing (%s)", async (reason) => {
  expect(await exchange("key", failure(reason))).toEqual({ state: "invalid", sent: 1, removed: 1 });
});

test.each([failure("unavailable"), failure("rate_limited"), failure("internal"), new TypeError("Failed to fetch")])(
  "keeps the key for a retry after any other failure (%s)",
  async (error) => {
    expect(await exchange("key", error)).toEqual({ state: "failed", sent: 1, removed: 0 });
  },
);

test("sends nothing for an address without a key", async () => {
  expect(await exchange("", null)).toEqual({ state: "invalid", sent: 0, removed: 0 });
});
