import type { Logger } from "@cartwright/observability/logger";
import { createAlarm } from "./alarm.ts";
import { createWebhookPoster } from "./post-webhook.ts";
import type { DeliveryRow, Store } from "./store.ts";

/** A webhook is delivered at most this often, over about a day, and then given up. */
const ATTEMPTS_MAX = 16;
const RETRY_MS_MAX = 2 * 60 * 60_000;
const IN_FLIGHT_MAX = 16;
/** What was delivered is struck off the queue together, this long after the first of it. */
const STRIKE_OFF_MS = 50;
/** The wait when an attempt's end could not be written down. */
const STORE_RETRY_MS = 1_000;

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

/**
 * The queue of webhooks. It lives in the store, so a restart forgets nothing; a receiver that answers 2xx ends a delivery.
 * A crash between the answer and its being struck off delivers once more, which receivers have to bear anyway.
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
    // Those under way or just delivered are still in the store, so room is left to look past them.
    const due = store.dueDeliveries(nowMs, IN_FLIGHT_MAX + underWay.size + delivered.size());
    const fresh = due.filter(({ id }) => !underWay.has(id) && !delivered.has(id));
    for (const row of fresh.slice(0, Math.max(0, IN_FLIGHT_MAX - underWay.size))) void begin(row);
    // What found no room is begun when an attempt ends.
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
      (status) => (status >= 200 && status < 300 ? null : `answered ${status}`),
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

/** Deliveries that were taken and are struck off the queue in a moment, many by one statement. */
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
