import type { Logger } from "@cartwright/observability/logger";
import { createAlarm } from "./alarm.ts";
import { createWebhookPoster } from "./post-webhook.ts";
import type { DeliveryRow, Store } from "./store.ts";

/** The most attempts to deliver a webhook, over about a day. */
const ATTEMPTS_MAX = 16;
const RETRY_MS_MAX = 2 * 60 * 60_000;
const IN_FLIGHT_MAX = 16;
/** Completed deliveries are removed from the queue together, this long after the first of them. */
const STRIKE_OFF_MS = 50;
/** The wait when the result of an attempt could not be stored. */
const STORE_RETRY_MS = 1_000;

export interface WebhookDeliveries {
  /** There is a new delivery, due at this time. */
  wakeAt: (dueMs: number) => void;
  /** Delivers one now and waits for the end of the attempt. A failed one is retried later like any other. */
  deliverNow: (id: number) => Promise<void>;
  /** Starts no new deliveries and waits for the running ones. The others are delivered after the next start. */
  close: () => Promise<void>;
}

/** The wait before the next attempt: doubling, with up to a fifth of jitter, at most two hours. */
export function retryDelayMs(attempts: number, baseMs: number, random = Math.random()): number {
  return Math.min(baseMs * 2 ** (attempts - 1), RETRY_MS_MAX) * (0.8 + 0.4 * random);
}

/**
 * The queue of webhooks. It is in the store, so a restart loses nothing. A 2xx response ends a delivery. A crash between the
 * response and its removal from the queue delivers it once more, which receivers must accept anyway.
 */
export function createWebhookDeliveries(options: {
  readonly store: Store;
  readonly secrets: readonly string[];
  readonly retryBaseMs: number;
  readonly logger: Logger;
}): WebhookDeliveries {
  const { store, secrets, retryBaseMs, logger } = options;
  const poster = createWebhookPoster(secrets, IN_FLIGHT_MAX);
  const underWay = new Map<number, Promise<void>>();
  let closed = false;
  const onError = (error: unknown) => logger.error({ err: error }, "webhooks cannot be sent");
  const sending = createAlarm(sendDue, onError);
  const delivered = createStrikeList(store, onError);

  function sendDue(): number | null {
    const nowMs = Date.now();
    // Running and just completed deliveries are still in the store, so the limit leaves room for them.
    const due = store.dueDeliveries(nowMs, IN_FLIGHT_MAX + underWay.size + delivered.size());
    const fresh = due.filter(({ id }) => !underWay.has(id) && !delivered.has(id));
    for (const row of fresh.slice(0, Math.max(0, IN_FLIGHT_MAX - underWay.size))) void begin(row);
    // Deliveries beyond the limit start when a running one ends.
    return store.nextDeliveryMs(nowMs);
  }

  function begin(row: DeliveryRow): Promise<void> {
    const attempted = attempt(row)
      .catch((error: unknown) => {
        onError(error);
        sending.wakeAt(Date.now() + STORE_RETRY_MS);
      })
      .finally(() => {
        underWay.delete(row.id);
        if (!closed && underWay.size === IN_FLIGHT_MAX - 1) sending.wakeAt(Date.now());
      });
    underWay.set(row.id, attempted);
    return attempted;
  }

  async function attempt(row: DeliveryRow): Promise<void> {
    const attempts = row.attempts + 1;
    const failure = await poster.post(row.url, row.body).then(
      (status) => (status >= 200 && status < 300 ? null : `status ${status}`),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (failure === null) return delivered.add(row.id);
    logger.warn({ eventId: row.event_id, attempt: attempts, failure }, "webhook not taken");
    if (attempts >= ATTEMPTS_MAX) return store.abandonDelivery(row.id, attempts);
    const againMs = Math.round(Date.now() + retryDelayMs(attempts, retryBaseMs));
    store.retryDelivery(row.id, attempts, againMs);
    sending.wakeAt(againMs);
  }

  sending.wakeAt(Date.now());
  return {
    wakeAt: sending.wakeAt,
    async deliverNow(id) {
      const row = underWay.has(id) || delivered.has(id) ? null : store.delivery(id);
      await (row ? begin(row) : underWay.get(id));
    },
    async close() {
      closed = true;
      sending.stop();
      await Promise.all(underWay.values());
      delivered.close();
      poster.close();
    },
  };
}

/** Completed deliveries that will be removed from the queue in a moment, by one statement. */
function createStrikeList(store: Store, onError: (error: unknown) => void) {
  const ids = new Set<number>();
  const alarm = createAlarm(strikeOff, onError);

  function strikeOff(): null {
    const some = [...ids];
    store.deliveriesDone(some);
    for (const id of some) ids.delete(id);
    return null;
  }

  return {
    add(id: number): void {
      ids.add(id);
      alarm.wakeAt(Date.now() + STRIKE_OFF_MS);
    },
    has: (id: number) => ids.has(id),
    size: () => ids.size,
    close(): void {
      alarm.stop();
      strikeOff();
    },
  };
}
