import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { terminalProgress } from "@cartwright/dev/progress";
import { removeDataDir } from "@cartwright/db/testing/remove-data-dir";
import { startTemporaryRedis, type TemporaryRedis } from "@cartwright/dev/temporary-redis";
import { describeInvariants } from "./invariant.ts";
import { type ChaosOptions, parseOptions } from "./options.ts";
import { describeFault, planFaults } from "./plan-faults.ts";
import { type ChaosResult, runChaos } from "./run-chaos.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

function report({ tally, settledMs, invariants }: ChaosResult, { seed, backend }: ChaosOptions): boolean {
  const refused = Object.entries(tally.refused).map(([reason, count]) => `${count} ${reason}`);
  const broken = invariants.filter(({ violations }) => violations > 0);
  const ok = broken.length === 0 && settledMs !== null && tally.placed.length > 0;
  say(`
${tally.buyers} buyers, ${tally.placed.length} orders placed, ${tally.resent} calls retried after a lost response
refused: ${refused.join(", ") || "none"}
${settledMs === null ? "NOT SETTLED in time" : `settled ${(settledMs / 1_000).toFixed(1)} s after the last response to a buyer`}

${describeInvariants(invariants)}

${invariants.length - broken.length} of ${invariants.length} invariants hold (seed ${seed}, queues on ${backend})`);
  return ok;
}

async function openRedis(backend: ChaosOptions["backend"]): Promise<TemporaryRedis | null> {
  if (backend === "postgres") return null;
  const redis = await startTemporaryRedis(say);
  if (redis?.server) return redis;
  await redis?.stop();
  say("NOT RUN: faults of Redis, because there is no redis-server; the queues are on PostgreSQL.");
  return null;
}

async function main(asked: ChaosOptions, signal: AbortSignal): Promise<boolean> {
  const redis = await openRedis(asked.backend);
  const options: ChaosOptions = { ...asked, backend: redis ? "redis" : "postgres" };
  const lastsMs = options.minutes * 60_000;
  const faults = planFaults({ seed: options.seed, lastsMs, redis: redis !== null });
  say(
    `Chaos with seed ${options.seed} for ${options.minutes} min, queues on ${options.backend}; ${faults.length} faults:`,
  );
  for (const fault of faults) say(describeFault(fault));
  const dataDir = await mkdtemp(path.join(tmpdir(), "cartwright-chaos-"));
  try {
    const progress = terminalProgress();
    const note = (text: string) => progress.note(text);
    const { seed } = options;
    const ok = report(await runChaos({ seed, lastsMs, faults, dataDir, redis, progress, note, signal }), options);
    if (ok) await removeDataDir(dataDir);
    else say(`The data and the logs are kept in ${dataDir}`);
    return ok;
  } catch (error) {
    if (signal.aborted) await removeDataDir(dataDir);
    else say(`The data and the logs are kept in ${dataDir}`);
    throw error;
  } finally {
    await redis?.stop();
  }
}

const options = parseOptions(process.argv.slice(2));
if (typeof options === "object" && "help" in options) {
  process.stdout.write(`${options.help}\n`);
  process.exit(0);
}
if (typeof options === "string") {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(name, () => stop.abort());
try {
  process.exit((await main(options, stop.signal)) ? 0 : 1);
} catch (error) {
  process.stderr.write(`The run broke off: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
