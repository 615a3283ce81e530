import type { GuardedGateways } from "@cartwright/core/payments/guard-gateways";
import { readPaymentsOfOrders } from "@cartwright/core/payments/read-payments";
import { wakeFailingSagas } from "@cartwright/core/saga/engine/wake-sagas";
import type { WorkerDeps } from "../deps.ts";
import { type Loop, startLoop } from "../loop.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** A provider that is away is asked this often at most; its circuit breaker lengthens the gaps. */
const TICK_MS = 1_000;

type ProbeDeps = Pick<WorkerDeps, "db" | "logger">;

/** Retries at once what failed for the sake of providers that have returned. */
async function retryFor(deps: ProbeDeps, returned: readonly string[]): Promise<void> {
  const woken = await wakeFailingSagas(deps, async (orderIds) => {
    const payments = await readPaymentsOfOrders(deps.db, orderIds);
    return new Set(orderIds.filter((orderId) => returned.includes(payments.get(orderId)?.provider ?? "")));
  });
  if (woken > 0) deps.logger.info({ woken }, "retries what failed while the payment provider was away");
}

/**
 * Looks whether payment providers that are away have returned, in a loop of its own: a silent one takes seconds to fail, and the
 * sweeps must not wait for it. Every worker has one, because each has its own circuit breakers.
 */
export function startProbes(deps: ProbeDeps, providers: Pick<GuardedGateways, "probe">): Pick<Loop, "close"> {
  /** Each return is reported once, so it is kept until what failed has been woken. */
  const returned = new Set<string>();

  return startLoop({
    restMs: TICK_MS,
    async round(signal) {
      for (const name of await unlessAborted(signal, providers.probe(), [])) {
        deps.logger.info({ provider: name }, "a payment provider responds again");
        returned.add(name);
      }
      if (returned.size > 0) await retryFor(deps, [...returned]);
      returned.clear();
    },
    // Perhaps the network was away, and the database with it.
    onError: (error) =>
      deps.logger.warn({ err: error }, "what failed for a provider could not be woken; it is tried again in a second"),
  });
}
