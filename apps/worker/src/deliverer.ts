import {
  claimDeliveries,
  type ClaimedDelivery,
  deliver,
  type WebhookSettings,
} from "@cartwright/core/webhooks/deliver";
import { metrics } from "@cartwright/observability/metrics";
import type { WorkerDeps } from "./deps.ts";
import { startLoop } from "./loop.ts";

export interface Deliverer {
  /** Tells it that deliveries were written down. */
  readonly wake: () => void;
  /** Finishes what is being sent and stops. */
  close(): Promise<void>;
}

interface DelivererOptions {
  readonly webhooks?: WebhookSettings | undefined;
  readonly random?: (() => number) | undefined;
}

/** The polling interval, for retries and for what another process wrote down. */
const POLL_MS = 1_000;

/** Makes an attempt, and never rejects: one that could not be recorded comes again when its claim ends. */
function createSender(deps: WorkerDeps, webhooks: WebhookSettings, random: () => number) {
  const sender = { ...deps, webhooks, publicOrigin: deps.settings.publicOrigin, random };
  return async (claimed: ClaimedDelivery): Promise<void> => {
    try {
      const accepted = await deliver(sender, claimed);
      metrics.webhookDeliveries.inc({ outcome: accepted ? "accepted" : "failed" });
    } catch (error) {
      deps.logger.warn({ err: error, deliveryId: claimed.id }, "an attempt was not recorded; it comes again");
    }
  };
}

/**
 * Sends webhooks to other programs. The queue is the table of deliveries: their retries last for a day, and an endpoint that
 * hangs must hold up neither the others nor any job. So each endpoint has a few deliveries in flight, and is left out of the next
 * claims until they have ended. Several workers may run; each claims its own.
 */
export function startDeliverer(deps: WorkerDeps, { webhooks, random = Math.random }: DelivererOptions): Deliverer {
  const { logger } = deps;
  if (!webhooks) {
    logger.warn("webhooks to other programs wait: set WEBHOOK_KEY_SECRET as for the web process");
    return { wake: () => undefined, close: async () => undefined };
  }
  const sendOne = createSender(deps, webhooks, random);
  const inFlight = new Map<string, Promise<void>>();

  async function sendAll(endpointId: string, claimed: readonly ClaimedDelivery[]): Promise<void> {
    await Promise.all(claimed.map(sendOne));
    inFlight.delete(endpointId);
    loop.wake();
  }

  async function round(): Promise<void> {
    const claimed = await claimDeliveries(deps.db, [...inFlight.keys()]);
    for (const [endpointId, group] of Map.groupBy(claimed, (delivery) => delivery.endpointId)) {
      inFlight.set(endpointId, sendAll(endpointId, group));
    }
  }

  const loop = startLoop({
    restMs: POLL_MS,
    round,
    onError: (error) => logger.warn({ err: error }, "webhooks could not be claimed; they come again"),
  });
  return {
    wake: loop.wake,
    async close() {
      await loop.close();
      await Promise.all(inFlight.values());
    },
  };
}
