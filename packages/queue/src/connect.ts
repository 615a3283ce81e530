import { withBreaker } from "@cartwright/observability/redis-breaker";
import {
  createPostgresBackend,
  type PostgresConnectionOptions,
  type Processor,
  Queue,
  runMigrations,
  Worker,
  withBackend,
} from "bullmq";
import { Redis } from "ioredis";
import { Client, Pool, type PoolClient } from "pg";
import { BoundedClient } from "./bounded-client.ts";

/** Where the queues are stored: in Redis if there is one, else in the shop's Postgres. */
export interface QueueStore {
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  /** Separates this shop's keys from others in the same Redis. */
  readonly redisPrefix?: string | undefined;
}

const SCHEMA = "bullmq";
/** Each worker listens on its own connection; the rest are for claiming and completing jobs. */
const POSTGRES_CONNECTIONS_MAX = 14;
const STATEMENT_MS_MAX = 7_000;
/** On Redis. A connection without a response for longer than a worker waits for jobs is opened again. */
const SILENCE_MS_MAX = 15_000;
/** On Redis. A worker waits for jobs for as long as it likes; only adding them has a limit. */
const COMMAND_MS_MAX = 5_000;

interface WorkerSettings {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly drainDelay: number;
  readonly runRetryDelay: number;
}

/** BullMQ on the chosen store. Nothing else in this package depends on the store. */
export interface QueueConnection {
  readonly kind: "redis" | "postgres";
  createQueue(name: string): Queue;
  createWorker(name: string, processor: Processor, settings: WorkerSettings): Worker;
  /** Resolves when the store responds. */
  ping(): Promise<void>;
  /** Closes the connections. Close queues and workers first. */
  close(): Promise<void>;
}

/** Opens the connections that queues and workers share. `onError` is called for broken ones; they reconnect. */
export function connectQueues(store: QueueStore, onError: (error: Error) => void): QueueConnection {
  return store.redisUrl
    ? connectRedis({ url: store.redisUrl, prefix: store.redisPrefix ?? "cartwright" }, onError)
    : connectPostgres(store.databaseUrl, onError);
}

function connectRedis(
  store: { readonly url: string; readonly prefix: string },
  onError: (error: Error) => void,
): QueueConnection {
  const { url, prefix } = store;
  // A producer must fail rather than wait while Redis is away: the outbox row stays, and the relay tries again.
  const producer = withBreaker(
    new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: COMMAND_MS_MAX }),
  );
  const consumer = new Redis(url, { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS_MAX });
  for (const client of [producer, consumer]) client.on("error", onError);
  const opened = new Promise<void>((resolve) => {
    producer.once("ready", resolve);
  });
  return {
    kind: "redis",
    createQueue: (name) => new Queue(name, { connection: producer, prefix, skipWaitingForReady: true }),
    createWorker: (name, processor, settings) =>
      new Worker(name, processor, { connection: consumer, prefix, ...settings }),
    async ping() {
      await opened;
      await producer.ping();
    },
    async close() {
      await Promise.allSettled([producer.quit(), consumer.quit()]);
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

function connectPostgres(connectionString: string, onError: (error: Error) => void): QueueConnection {
  const pool = new Pool({
    Client: BoundedClient,
    connectionString,
    application_name: "queue",
    max: POSTGRES_CONNECTIONS_MAX,
    connectionTimeoutMillis: 5_000,
    query_timeout: STATEMENT_MS_MAX + 1_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // The queue only wakes steps; the shop's tables hold the state. A crash of the server may lose the last claims and
    // completions, after which jobs run twice (their handlers are idempotent). An added job is not lost before the mark on its
    // outbox row: the log keeps them in order.
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off -c statement_timeout=${STATEMENT_MS_MAX}`,
  });
  pool.on("error", onError);
  // The library handles errors of the connections that it uses. An idle one that breaks must not end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  nameRefusals(pool);
  // Each queue and each worker adds listeners.
  pool.setMaxListeners(100);
  const backend = withBackend(createPostgresBackend);
  // BullMQ declares its own interface for the pool, which pg's types do not quite match.
  const connection = pool as unknown as PostgresConnectionOptions;
  return {
    kind: "postgres",
    createQueue: (name) => new backend.Queue(name, { connection }) as unknown as Queue, // the same class, typed by its backend
    createWorker: (name, processor, settings) =>
      new backend.Worker(name, processor, { connection, ...settings }) as unknown as Worker, // likewise
    async ping() {
      await pool.query("select 1");
    },
    async close() {
      await pool.end();
    },
  };
}

/** The codes of a server that starts, stops or has no free connection: `57P01` to `57P03`, and `53300`. */
const NOT_NOW = /^(?:57P0[1-3]|53300)$/;

/**
 * Reports a server that accepts no connections as one that is unreachable. Only then does the library pause before it tries
 * again; after any other failure it tries again at once, a hundred times a second.
 */
function nameRefusals(pool: Pool): void {
  const connect = pool.connect.bind(pool);
  const named = (error: Error & { code?: string }) =>
    NOT_NOW.test(error.code ?? "") ? Object.assign(error, { code: "ECONNREFUSED" }) : error;
  type Taken = Parameters<Parameters<typeof connect>[0]>;
  function take(done?: (...taken: Taken) => void): Promise<PoolClient> | void {
    if (done === undefined)
      return connect().catch((error: Error) => {
        throw named(error);
      });
    connect((error, client, release) => done(error && named(error), client, release));
  }
  pool.connect = take as Pool["connect"]; // both of its shapes
}

/**
 * Migrates the queues' own tables: a step of the deployment, next to the shop's migrations. On Redis there is nothing to do.
 */
export async function migrateQueues(store: QueueStore): Promise<void> {
  if (store.redisUrl) return;
  const client = new Client({ connectionString: store.databaseUrl, application_name: "queue-migrations" });
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}
