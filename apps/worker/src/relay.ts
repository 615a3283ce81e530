import type { WebhookEvent } from "@cartwright/contracts/webhooks";
import type { Db } from "@cartwright/db/client";
import type { FailPoints } from "@cartwright/core/kernel/fail-points";
import { claimOutbox, CLAIM_MAX, type OutboxRow, releaseClaims } from "@cartwright/core/outbox/claim-outbox";
import { markPublished } from "@cartwright/core/outbox/mark-published";
import { readSubscribedEvents } from "@cartwright/core/webhooks/read-subscribed-events";
import type { Logger } from "@cartwright/observability/logger";
import { openSpan } from "@cartwright/observability/spans";
import type { Producer } from "@cartwright/queue/producer";
import type { HintPublisher } from "@cartwright/realtime/hints";
import { routeMessages } from "./route-messages.ts";

export interface RelayDeps {
  /** Its commits need not wait for the disk: a lost claim or mark only repeats a delivery. */
  readonly db: Db;
  readonly producer: Producer;
  readonly hints: HintPublisher;
  readonly failPoints: FailPoints;
  readonly logger: Logger;
  /** Dead-letters a message that cannot be delivered, for a person to see. */
  readonly onUnknown: (row: OutboxRow) => Promise<void>;
  readonly onPublished?: (rows: readonly OutboxRow[]) => void;
}

export interface Relay {
  /** Reports that messages were committed. Cheap; calls between rounds count once. */
  readonly wake: () => void;
  /** Milliseconds since a round ended well. */
  readonly idleMs: () => number;
  /** Finishes the current round and stops. */
  close(): Promise<void>;
}

/**
 * The interval between rounds grows with the load: at least this much, plus a tenth of a millisecond for each message per
 * second. So a lone order hardly waits, while under load a round carries many messages and costs each of them less. A round
 * after a quiet period starts at once.
 */
const GAP_MS_MIN = 8;
const GAP_MS_MAX = 40;
const GAP_MS_PER_RATE = 0.1;
/** The polling interval, for delayed messages and for those whose notification was lost. */
const POLL_MS = 500;
/** The wait after a failed delivery, or without the database. */
const REST_MS = 1_000;

const NO_EVENTS: ReadonlySet<WebhookEvent> = new Set();

/**
 * Delivers messages from the outbox to the queues and to the gateways. It is the only producer of jobs. Several may run, in
 * one process or many: each leases its own messages. A message is marked when it is delivered; a crash in between delivers
 * it again, and its readers handle it once.
 */
export function startRelay(deps: RelayDeps): Relay {
  const closing = new AbortController();
  let woken = true;
  let ring: (() => void) | undefined;
  /** Messages a second, averaged over about a second. */
  let rate = 0;
  let lastRound = performance.now();
  let succeededAt = performance.now();

  /** The delay until the next round may begin. */
  function gapMs(claimed: number, started: number): number {
    const sinceMs = started - lastRound;
    lastRound = started;
    const weight = Math.min(1, sinceMs / 1_000);
    rate = rate * (1 - weight) + (sinceMs > 0 ? (claimed * 1_000) / sinceMs : 0) * weight;
    const wanted = Math.min(GAP_MS_MAX, GAP_MS_MIN + rate * GAP_MS_PER_RATE);
    return wanted - (performance.now() - started);
  }

  /** Waits for a wake-up, at most `ms`. */
  async function rest(ms: number): Promise<void> {
    if (woken || closing.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    ring = undefined;
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      woken = false;
      const started = performance.now();
      let count = 0;
      try {
        const claimed = await claimOutbox(deps.db);
        count = claimed.length;
        if (count > 0) await deliverTraced(deps, claimed);
        succeededAt = performance.now();
        if (count === CLAIM_MAX) continue;
      } catch (error) {
        deps.logger.warn({ err: error }, "the relay could not deliver; it comes again");
        woken = false;
        await rest(REST_MS);
        continue;
      }
      const left = gapMs(count, started);
      if (left > 0 && !closing.signal.aborted) await new Promise((resolve) => setTimeout(resolve, left));
      await rest(POLL_MS);
    }
  }

  const loop = run();
  return {
    wake() {
      woken = true;
      ring?.();
    },
    idleMs: () => performance.now() - succeededAt,
    async close() {
      closing.abort();
      ring?.();
      await loop;
    },
  };
}

/** Each message gets a span in its own trace, from its claim until it is marked. What it causes continues from there. */
async function deliverTraced(deps: RelayDeps, rows: readonly OutboxRow[]): Promise<void> {
  const spans = rows.map((row) => openSpan(`relay ${row.name}`, { kind: "producer", traceparent: row.traceparent }));
  const traced = rows.map((row, index) => ({ ...row, traceparent: spans[index]?.traceparent ?? null }));
  try {
    await deliver(deps, traced);
    for (const span of spans) span.end();
  } catch (error) {
    for (const span of spans) span.end(error);
    throw error;
  }
}

async function deliver(deps: RelayDeps, rows: readonly OutboxRow[]): Promise<void> {
  const ids = rows.map((row) => row.id);
  await deps.failPoints.pass("relay.after-claim");
  // Read after the claim: an endpoint that was saved before a fact was committed is told of it.
  const hasFacts = rows.some(({ kind }) => kind === "event");
  const subscribed = hasFacts ? await readSubscribedEvents(deps.db) : NO_EVENTS;
  const { jobs, hints, unknown } = routeMessages(rows, subscribed);
  // Losing hints only costs latency, so they neither delay jobs nor fail the round.
  const told = Promise.allSettled(hints.map((hint) => deps.hints.publish(hint)));
  try {
    for (const row of unknown) await deps.onUnknown(row);
    await deps.producer.publish(jobs);
  } catch (error) {
    await releaseClaims(deps.db, ids, REST_MS);
    throw error;
  }
  await deps.failPoints.pass("relay.after-publish");
  await markPublished(deps.db, ids);
  deps.onPublished?.(rows);
  for (const result of await told) {
    if (result.status === "rejected") deps.logger.warn({ err: result.reason as unknown }, "a hint was lost");
  }
}
