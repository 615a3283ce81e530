import path from "node:path";
import { terminalProgress } from "@cartwright/dev/progress";
import { type Stack, startStack } from "@cartwright/dev/run-stack";
import { startTemporaryRedis, type TemporaryRedis } from "@cartwright/dev/temporary-redis";
import { Pool } from "pg";

export type Backend = "postgres" | "redis";

export interface BenchStack {
  readonly backend: Backend;
  readonly stack: Stack;
  readonly pool: Pool;
  /** For maintenance, for filling the shop and for reading the server's own figures. */
  readonly superuserUrl: string;
  readonly databaseLog: string;
  /** Process ids by name, as they are now. */
  pids(): Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Rate limits high enough that no benchmark visitor meets them. */
const LIMITS = "100000000/15m";

/** Runs the real shop on temporary data, with its own Redis if asked for. Null when Redis is not installed. */
export async function startBenchStack(
  backend: Backend,
  options: {
    /** Filled for the first backend and kept for the next. */
    readonly dataDir: string;
    readonly signal: AbortSignal;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Promise<BenchStack | null> {
  const redis = backend === "redis" ? await openRedis() : null;
  if (backend === "redis" && !redis) return null;
  const { dataDir } = options;
  try {
    const stack = await startStack({
      dataDir,
      port: 0,
      seed: "full",
      env: { ...options.env, RATE_LIMIT_GENERAL: LIMITS, RATE_LIMIT_AUTH: LIMITS, LOG_LEVEL: "warn" },
      redisUrl: redis?.url,
      progress: terminalProgress(process.stderr),
      signal: options.signal,
    });
    const pool = new Pool({ connectionString: stack.databaseUrl, max: 2 });
    return {
      backend,
      stack,
      pool,
      superuserUrl: stack.superuserUrl ?? stack.databaseUrl,
      databaseLog: path.join(dataDir, "logs", "postgres.log"),
      pids: () => ({ ...stack.pids, ...(redis?.server ? { redis: redis.server.pid() } : {}) }),
      async stop() {
        await pool.end();
        await stack.stop();
        await redis?.stop();
      },
    };
  } catch (error) {
    await redis?.stop();
    throw error;
  }
}

/**
 * A Redis server of our own. Null when it is not installed: load from other clients of a shared server would distort the
 * figures.
 */
async function openRedis(): Promise<TemporaryRedis | null> {
  const redis = await startTemporaryRedis((text) => process.stderr.write(`    ${text}\n`));
  return redis?.server ? redis : null;
}
