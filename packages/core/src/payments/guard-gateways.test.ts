import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "../kernel/app-error.ts";
import type { PaymentGateway } from "../kernel/payment-gateway.ts";
import { guardGateways } from "./guard-gateways.ts";

const request = { idempotencyKey: "key", orderNumber: "CW-2345-6789", providerRef: null };
const find = vi.fn<PaymentGateway["find"]>();
const unused = vi.fn<() => never>();

function guard() {
  const gateway: PaymentGateway = {
    name: "sandbox",
    charge: unused,
    refund: unused,
    cancel: unused,
    find,
    readWebhook: unused,
  };
  const guarded = guardGateways(new Map([["sandbox", gateway]]));
  const sandbox = guarded.gateways.get("sandbox");
  if (!sandbox) throw new Error("the gateway is missing");
  return { probe: () => guarded.probe(), ask: () => sandbox.find(request) };
}

beforeEach(() => {
  vi.useFakeTimers();
  find.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

const away = () => find.mockRejectedValue(new AppError("payment_unavailable"));
const back = () => find.mockResolvedValue(null);
const refused = expect.objectContaining({ reason: "payment_unavailable" });

async function failUntilOpen(ask: () => Promise<unknown>): Promise<void> {
  away();
  for (let n = 0; n < 5; n += 1) await expect(ask()).rejects.toEqual(refused);
}

it("does not reach a provider that is away, and fails after some seconds", async () => {
  const { ask } = guard();
  await failUntilOpen(ask);
  find.mockClear();
  const answers = Promise.allSettled(Array.from({ length: 20 }, ask));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answers).toEqual(Array.from({ length: 20 }, () => ({ status: "rejected", reason: refused })));
  // One call at a time tries, a second apart at least.
  expect(find.mock.calls.length).toBeLessThan(10);
});

it("lets calls that wait through when the provider returns", async () => {
  const { ask } = guard();
  await failUntilOpen(ask);
  const answer = ask();
  back();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await answer).toBeNull();
});

it("asks a provider that is away, and says once that it has returned", async () => {
  const { ask, probe } = guard();
  back();
  await ask();
  expect(await probe()).toEqual([]);
  expect(find).toHaveBeenCalledTimes(1);
  await failUntilOpen(ask);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await probe()).toEqual([]);
  back();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await probe()).toEqual(["sandbox"]);
  expect(await probe()).toEqual([]);
});

it("does not count what a provider refuses, or our own mistake, as its absence", async () => {
  const { ask } = guard();
  find.mockRejectedValue(new AppError("idempotency_conflict"));
  for (let n = 0; n < 8; n += 1) await expect(ask()).rejects.toMatchObject({ reason: "idempotency_conflict" });
  expect(find).toHaveBeenCalledTimes(8);
});
