import { Pool } from "pg";
import { closedLoop } from "../load/closed-loop.ts";
import { round, spreadOf } from "../percentiles.ts";
import type { Rate } from "./reads.ts";

export interface Statement {
  readonly text: string;
  readonly values: readonly (string | null)[];
}

export interface RawSqlJob {
  readonly databaseUrl: string;
  /** What one round runs, in this order, on one connection. */
  readonly statements: readonly Statement[];
  readonly concurrency: number;
  readonly seconds: number;
}

/** The same statements and parameters with the bare driver: the database's own limit. */
export async function runRawSql(job: RawSqlJob): Promise<Rate> {
  const pool = new Pool({ connectionString: job.databaseUrl, max: job.concurrency });
  const timesMs: number[] = [];
  const loop = await closedLoop({ ...job, roundsMax: 5_000_000 }, async () => {
    const startedAt = performance.now();
    const client = await pool.connect();
    try {
      for (const { text, values } of job.statements) await client.query(text, [...values]);
    } finally {
      client.release();
    }
    timesMs.push(performance.now() - startedAt);
  });
  await pool.end();
  if (loop.failures > 0) throw new Error(`the captured statements do not run: ${loop.failureSamples.join("; ")}`);
  return {
    perSecond: round((loop.rounds / loop.elapsedMs) * 1_000),
    spread: spreadOf(timesMs),
    failures: loop.failures,
    failureSamples: loop.failureSamples,
  };
}
