import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhen } from "cockatiel";
import { randomUUID } from "node:crypto";
import pRetry from "p-retry";
import { AppError, isAppError } from "../kernel/app-error.ts";
import type { PaymentGateway, PaymentGateways } from "../kernel/payment-gateway.ts";

/** Failures in a row after which a provider counts as away. */
const FAILURES_MAX = 5;
/** A provider that is away is asked again after a second, and then after twice as long each time. */
const REST = { initialDelay: 1_000, maxDelay: 5_000 };
/** How long a call waits for a provider that is away before it fails: 4 to 8 s. */
const WAIT = { retries: 8, minTimeout: 500, factor: 1, randomize: true } as const;

export interface GuardedGateways {
  readonly gateways: PaymentGateways;
  /** Asks each provider that is away. Returns the names of those that have returned since the last call. Never throws. */
  probe(): Promise<string[]>;
}

/** The provider did not respond or refused service. A declined card is a response. */
const isAway = (error: unknown) => isAppError(error, "payment_unavailable") || isAppError(error, "payment_timeout");

/**
 * Adds a circuit breaker to each provider. While one is away, calls wait some seconds for its return and then fail with
 * `payment_unavailable`, without reaching it; only one call at a time tries.
 */
export function guardGateways(gateways: PaymentGateways): GuardedGateways {
  const guards = [...gateways].map(([name, gateway]) => ({ name, guard: guardGateway(gateway) }));
  return {
    gateways: new Map(guards.map(({ name, guard }) => [name, guard.gateway])),
    async probe() {
      const returned = await Promise.all(guards.map(async ({ name, guard }) => ((await guard.probe()) ? [name] : [])));
      return returned.flat();
    },
  };
}

function guardGateway(gateway: PaymentGateway) {
  const breaker = circuitBreaker(handleWhen(isAway), {
    halfOpenAfter: new ExponentialBackoff(REST),
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  });
  let presence: "here" | "away" | "returned" = "here";
  breaker.onBreak(() => {
    presence = "away";
  });
  breaker.onReset(() => {
    presence = "returned";
  });

  async function ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      const shouldRetry = ({ error }: { error: Error }) => error instanceof BrokenCircuitError;
      return await pRetry(() => breaker.execute(call), { ...WAIT, shouldRetry });
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new AppError("payment_unavailable", { cause: error });
      throw error;
    }
  }

  const guarded: PaymentGateway = {
    name: gateway.name,
    charge: (request) => ask(() => gateway.charge(request)),
    find: (request) => ask(() => gateway.find(request)),
    refund: (request) => ask(() => gateway.refund(request)),
    cancel: (request) => ask(() => gateway.cancel(request)),
    readWebhook: (rawBody, header) => gateway.readWebhook(rawBody, header),
  };
  return {
    gateway: guarded,
    async probe(): Promise<boolean> {
      // Any response will do, and the breaker sees it: the charge does not exist.
      const nothing = { idempotencyKey: randomUUID(), orderNumber: "CW-0000-0000", providerRef: null };
      if (presence === "away") await breaker.execute(() => gateway.find(nothing)).catch(() => undefined);
      const hasReturned = presence === "returned";
      if (hasReturned) presence = "here";
      return hasReturned;
    },
  };
}
