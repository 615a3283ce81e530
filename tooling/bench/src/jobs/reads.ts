import { closedLoop } from "../load/closed-loop.ts";
import { createAgent, createClient } from "../load/http-client.ts";
import { round, type Spread, spreadOf } from "../percentiles.ts";

export interface ReadsJob {
  readonly origin: string;
  /** Taken in turn. */
  readonly paths: readonly string[];
  /** Of a session, for pages that need one. */
  readonly cookie?: string;
  readonly concurrency: number;
  readonly seconds: number;
}

export interface Rate {
  readonly perSecond: number;
  readonly spread: Spread;
  readonly failures: number;
  readonly failureSamples: readonly string[];
}

/** GETs at a fixed concurrency; anything but 200 is a failure. */
export async function runReads(job: ReadsJob): Promise<Rate> {
  const agent = createAgent(job.origin);
  const client = createClient(job.origin, agent, job.cookie);
  const timesMs: number[] = [];
  const loop = await closedLoop({ ...job, roundsMax: 5_000_000 }, async (index) => {
    const startedAt = performance.now();
    const path = job.paths[index % job.paths.length] ?? "/";
    const response = await client.get(path);
    if (response.status !== 200) throw new Error(`${path} returned ${response.status}`);
    timesMs.push(performance.now() - startedAt);
  });
  agent.destroy();
  return {
    perSecond: round((loop.rounds / loop.elapsedMs) * 1_000),
    spread: spreadOf(timesMs),
    failures: loop.failures,
    failureSamples: loop.failureSamples,
  };
}
