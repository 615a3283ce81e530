import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, signalProcess } from "@cartwright/dev/processes";
import type { TemporaryRedis } from "@cartwright/dev/temporary-redis";
import { describeFault, type Fault } from "./plan-faults.ts";
import type { WebhookGate } from "./webhook-gate.ts";

/** What faults are done to. */
export interface Victims {
  /** The id of the process that runs this part. 0 while it is down. */
  readonly pidOf: (target: Exclude<Fault["target"], "webhooks">) => number;
  readonly redis: TemporaryRedis["server"] | undefined;
  readonly gate: WebhookGate;
}

/** Injects the faults at their times and ends the lasting ones. Resolves after the last, or at once when aborted. */
export async function injectFaults(
  victims: Victims,
  faults: readonly Fault[],
  run: { readonly note: (text: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  const since = performance.now();
  const lasting: Promise<void>[] = [];
  for (const fault of faults) {
    await waitFor(fault.atMs - (performance.now() - since), run.signal);
    if (run.signal.aborted) break;
    run.note(describeFault(fault));
    lasting.push(inject(victims, fault, run.signal));
  }
  await Promise.all(lasting);
}

const waitFor = (ms: number, signal: AbortSignal) =>
  sleep(Math.max(0, ms), undefined, { signal }).catch(() => undefined); // an abort ends the wait

async function inject({ pidOf, redis, gate }: Victims, fault: Fault, signal: AbortSignal): Promise<void> {
  switch (fault.act) {
    case "refuse":
    case "swallow":
      gate.setMode(fault.act);
      await waitFor(fault.forMs, signal);
      gate.setMode("pass");
      return;
    case "pause":
      await pause(pidOf(fault.target), fault.forMs, signal);
      return;
    case "kill":
    case "restart":
      if (fault.target === "redis") await redis?.restart(fault.act === "kill" ? "SIGKILL" : "SIGTERM");
      // Its supervisor starts it again. SIGINT is a fast shutdown of PostgreSQL.
      else end(pidOf(fault.target), fault.act === "kill" ? "SIGKILL" : "SIGINT");
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  if (pid > 0) signalProcess(pid, signal);
}

/** A stopped process keeps its id until it has ended and been waited for. */
async function pause(pid: number, forMs: number, signal: AbortSignal): Promise<void> {
  if (pid <= 0 || !isAlive(pid)) return;
  signalProcess(pid, "SIGSTOP");
  await waitFor(forMs, signal);
  signalProcess(pid, "SIGCONT");
}
