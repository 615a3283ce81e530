import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@cartwright/observability/logger";
import { sql } from "kysely";
import { Client } from "pg";
import type { Db } from "./client.ts";

export type Channel = "cartwright_outbox" | "cartwright_hints";

export interface ListenOptions {
  readonly connectionString: string;
  readonly channel: Channel;
  /** Called once for each notification, in commit order. Its errors are logged. */
  readonly onMessage: (payload: string) => void;
  /**
   * The connection was lost and is back. Notifications in between are lost, so read again what they would have reported.
   */
  readonly onReconnect?: () => void;
  readonly logger?: Pick<Logger, "warn">;
}

export interface Listener {
  /** False from when a broken connection was noticed until the next one listens. */
  isConnected(): boolean;
  close(): Promise<void>;
}

/** Together, a link that swallowed data is listened on again within ten seconds of its return. */
const CONNECT_TIMEOUT_MS = 4_000;
const BACKOFF_FIRST_MS = 50;
const BACKOFF_MAX_MS = 2_000;
/** A server that disappeared silently is noticed after this long, plus {@link HEARTBEAT_RESPONSE_MS}. */
const HEARTBEAT_MS = 4_000;
const HEARTBEAT_RESPONSE_MS = 4_000;

/**
 * Listens on a dedicated connection, and reconnects with backoff, without end, whenever it breaks. Rejects if the first
 * connection fails, so that a wrong URL is seen at start. Behind PgBouncer it needs a session-pooled or direct URL.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const closing = new AbortController();
  let connection = await openConnection(options);
  let isConnected = true;

  async function keepListening(): Promise<void> {
    while (!closing.signal.aborted) {
      const reason = await connection.broken;
      if (closing.signal.aborted) return;
      isConnected = false;
      options.logger?.warn({ channel: options.channel, reason }, "the listening connection broke; opening another");
      const next = await reopen(options, closing.signal);
      if (!next) return;
      connection = next;
      isConnected = true;
      report(options, () => options.onReconnect?.());
    }
  }

  const loop = keepListening();
  return {
    isConnected: () => isConnected,
    async close() {
      closing.abort();
      await connection.end();
      await loop;
      // A connection that was being opened when close() began.
      await connection.end();
    },
  };
}

interface Connection {
  /** Resolves with the reason when the connection is lost or ended. */
  readonly broken: Promise<string>;
  end(): Promise<void>;
}

async function openConnection(options: ListenOptions): Promise<Connection> {
  const client = new Client({
    connectionString: options.connectionString,
    application_name: `listen:${options.channel}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: HEARTBEAT_RESPONSE_MS,
    keepAlive: true,
  });
  const { promise: broken, resolve: setBroken } = Promise.withResolvers<string>();
  client.on("error", (error) => setBroken(error.message));
  client.on("end", () => setBroken("ended"));
  client.on("notification", ({ payload }) => report(options, () => options.onMessage(payload ?? "")));
  let ended: Promise<void> | undefined;
  const end = () => (ended ??= client.end().catch(() => undefined));
  try {
    await client.connect();
    await client.query(`listen ${options.channel}`);
  } catch (error) {
    await end();
    throw error;
  }
  const heartbeat = setInterval(() => {
    client.query("select 1").catch((error: unknown) => {
      setBroken(messageOf(error));
      void end();
    });
  }, HEARTBEAT_MS);
  void broken.then(() => clearInterval(heartbeat));
  return { broken, end };
}

async function reopen(options: ListenOptions, signal: AbortSignal): Promise<Connection | undefined> {
  for (let waitMs = BACKOFF_FIRST_MS; ; waitMs = Math.min(waitMs * 2, BACKOFF_MAX_MS)) {
    try {
      await sleep(waitMs * (0.5 + Math.random() / 2), undefined, { signal });
    } catch {
      return undefined;
    }
    try {
      return await openConnection(options);
    } catch (error) {
      options.logger?.warn({ channel: options.channel, reason: messageOf(error) }, "could not listen; trying again");
    }
  }
}

/** An error in a listener must not end the connection that everyone shares. */
function report(options: ListenOptions, work: () => void): void {
  try {
    work();
  } catch (error) {
    options.logger?.warn({ channel: options.channel, err: error }, "a listener threw");
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export interface Notifier {
  /**
   * Wakes the listeners with an empty payload, soon and at most once per flush. Losing it only costs latency, so it never
   * fails.
   */
  nudge(): void;
  /** Resolves when the payload (at most 7,000 bytes) is committed to the channel; equal payloads in one flush arrive once. */
  send(payload: string): Promise<void>;
  /** Sends what is pending, then refuses more. */
  close(): Promise<void>;
}

const COALESCE_MS = 3;
const PAYLOAD_BYTES_MAX = 7_000;
const PAYLOADS_PER_FLUSH_MAX = 100;
const PAYLOADS_WAITING_MAX = 10_000;

interface Waiting {
  readonly payload: string;
  readonly done: (error?: unknown) => void;
}

/**
 * Sends notifications in transactions of their own, collected for about 3 ms. NOTIFY takes one lock for the whole server at
 * commit, so it must not run in business transactions, whose commits would queue behind each other.
 */
export function createNotifier(db: Db, channel: Channel): Notifier {
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | undefined;
  let closed = false;
  let nudged = false;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, PAYLOADS_PER_FLUSH_MAX);
      // A nudge from here on may be about a row that this flush is too early for.
      nudged = false;
      let failure: unknown;
      try {
        await notify(db, channel, [...new Set(batch.map((item) => item.payload))]);
      } catch (error) {
        failure = error;
      }
      for (const item of batch) item.done(failure);
      if (waiting.length > 0 && waiting.length < PAYLOADS_PER_FLUSH_MAX && !closed) await sleep(COALESCE_MS);
    }
    // In the same turn as the last read of `waiting`: anything added from now on starts a flush of its own.
    flushing = undefined;
  }

  function runFlush(): void {
    timer = undefined;
    // One flush at a time. What arrives meanwhile is sent with its next batch.
    if (waiting.length > 0) flushing ??= flush();
  }

  function add(item: Waiting): void {
    waiting.push(item);
    if (!flushing) timer ??= setTimeout(runFlush, COALESCE_MS);
  }

  return {
    nudge() {
      if (closed || nudged) return;
      nudged = true;
      add({ payload: "", done: () => undefined });
    },
    send(payload) {
      if (closed) return Promise.reject(new Error(`the notifier of ${channel} is closed`));
      if (Buffer.byteLength(payload) > PAYLOAD_BYTES_MAX) {
        return Promise.reject(new RangeError(`a notification holds at most ${PAYLOAD_BYTES_MAX} bytes`));
      }
      if (waiting.length >= PAYLOADS_WAITING_MAX) return Promise.reject(new Error(`too many wait for ${channel}`));
      return new Promise((resolve, reject) => {
        add({ payload, done: (error) => (error === undefined ? resolve() : reject(error)) });
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      runFlush();
      await flushing;
    },
  };
}

async function notify(db: Db, channel: Channel, payloads: readonly string[]): Promise<void> {
  // One statement is one transaction and one round trip; set_config is local to it.
  await sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, payload)
    from unnest(${payloads}::text[]) as payload`.execute(db);
}
