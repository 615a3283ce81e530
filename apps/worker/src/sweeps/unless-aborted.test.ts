import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { unlessAborted } from "./unless-aborted.ts";

const never = () => new Promise<string>(() => undefined);

it("leaves nothing on the signal, however the work ends", async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(signal, Promise.resolve("done"), "aborted")).toBe("done");
  await expect(unlessAborted(signal, Promise.reject(new Error("failed")), "aborted")).rejects.toThrow("failed");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

it("does not wait for the work once it is aborted, before or meanwhile", async () => {
  const closing = new AbortController();
  const meanwhile = unlessAborted(closing.signal, never(), "aborted");
  closing.abort();
  expect(await meanwhile).toBe("aborted");
  expect(await unlessAborted(closing.signal, never(), "aborted")).toBe("aborted");
});
