import type { Logger } from "@cartwright/observability/logger";
import { createAlarm } from "./alarm.ts";
import { createWebhookPoster } from "./post-webhook.ts";
import type { DeliveryRow, Store } from "./store.ts";

/** A webhook is delivered at most this often, over about a day, and then given up. */
const ATTEMPTS_MAX = 16;
const RETRY_MS_MAX = 2 * 60 * 60_000;
const IN_FLIGHT_MAX = 16;

export interface WebhookDeliveries {
  /** There is a new delivery, due at this time. */
  wakeAt: (dueMs: number) => void;
  /** Delivers one now and waits for the end of the attempt; a failed one is repeated later like any other. */
  deliverNow: (id: number) => Promise<void>;
  /** Stops beginning new deliveries and waits for those under way. What is left is delivered after the next start. */
  close: () => Promise<void>;
}

/** The wait before the next attempt: doubling, with up to a fifth more or less, at most two hours. */
export function retryDelayMs(attempts: number, baseMs: number, random = Math.random()): number {
  return Math.min(baseMs * 2 ** (attempts - 1), RETRY_MS_MAX) * (0.8 + 0.4 * random);
}

/** The queue of webhooks. It lives in the store, so a restart forgets nothing; a receiver that answers 2xx ends a delivery. */
export function createWebhookDeliveries(options: {
  readonly store: Store;
  readonly secret: string;
  readonly retryBaseMs: number;
  readonly logger: Logger;
}): WebhookDeliveries {
  const { store, secret, retryBaseMs, logger } = options;
  const poster = createWebhookPoster(secret, IN_FLIGHT_MAX);
  const inFlight = new Set<Promise<void>>();
  let closed = false;
  const onError = (error: unknown) => logger.error({ err: error }, "webhooks cannot be sent");
  const alarm = createAlarm(() => {
    start(store.claimDeliveries(Date.now(), Math.max(0, IN_FLIGHT_MAX - inFlight.size)));
    // With no room left, the end of the next attempt looks again.
    return inFlight.size >= IN_FLIGHT_MAX ? null : store.nextDeliveryMs();
  }, onError);

  function start(rows: readonly DeliveryRow[]): void {
    for (const row of rows) void track(attempt(row));
  }

  function track(attempt: Promise<void>): Promise<void> {
    const tracked = attempt.catch(onError).finally(() => {
      inFlight.delete(tracked);
      const nextMs = closed ? null : store.nextDeliveryMs();
      if (nextMs !== null) alarm.wakeAt(nextMs);
    });
    inFlight.add(tracked);
    return tracked;
  }

  async function attempt(row: DeliveryRow): Promise<void> {
    const failure = await poster.post(row.url, row.body).then(
      (status) => (status >= 200 && status < 300 ? null : `answered ${status}`),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (failure === null) return store.deliveryDone(row.id);
    logger.warn({ eventId: row.event_id, attempt: row.attempts, failure }, "webhook not taken");
    if (row.attempts >= ATTEMPTS_MAX) return store.abandonDelivery(row.id);
    store.retryDelivery(row.id, Math.round(Date.now() + retryDelayMs(row.attempts, retryBaseMs)));
  }

  const firstMs = store.nextDeliveryMs();
  if (firstMs !== null) alarm.wakeAt(firstMs);
  return {
    wakeAt: alarm.wakeAt,
    async deliverNow(id) {
      const row = store.claimDelivery(id);
      if (row) await track(attempt(row));
    },
    async close() {
      closed = true;
      alarm.stop();
      await Promise.all(inFlight);
      poster.close();
    },
  };
}
