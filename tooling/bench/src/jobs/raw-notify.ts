import { Client } from "pg";
import { closedLoop } from "../load/closed-loop.ts";
import { round, spreadOf } from "../percentiles.ts";
import type { Rate } from "./reads.ts";

export interface RawNotifyJob {
  readonly databaseUrl: string;
  readonly seconds: number;
}

/** Time from a committed notification to its listener with the bare driver: the lower limit of a hint. */
export async function runRawNotify(job: RawNotifyJob): Promise<Rate> {
  const [sender, listener] = [
    new Client({ connectionString: job.databaseUrl }),
    new Client({ connectionString: job.databaseUrl }),
  ];
  await Promise.all([sender.connect(), listener.connect()]);
  let onNotification: () => void = () => undefined;
  listener.on("notification", () => onNotification());
  await listener.query("listen bench_raw");
  const timesMs: number[] = [];
  const loop = await closedLoop({ concurrency: 1, seconds: job.seconds, roundsMax: 50_000 }, async () => {
    const startedAt = performance.now();
    const heard = new Promise<void>((resolve) => {
      onNotification = resolve;
    });
    await Promise.all([sender.query("notify bench_raw"), heard]);
    timesMs.push(performance.now() - startedAt);
  });
  await Promise.all([sender.end(), listener.end()]);
  return {
    perSecond: round((loop.rounds / loop.elapsedMs) * 1_000),
    spread: spreadOf(timesMs),
    failures: loop.failures,
    failureSamples: loop.failureSamples,
  };
}
