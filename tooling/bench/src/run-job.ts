import { fork } from "node:child_process";
import { cpuMsOf } from "./cpu-meter.ts";
import type { JobResponse, JobInput, JobMessage, JobName, JobResult } from "./jobs/jobs.ts";

const GENERATOR = new URL("load-generator.ts", import.meta.url);

export interface JobRun<N extends JobName> {
  readonly result: JobResult<N>;
  /** What the generator itself used; it shares the machine with what it measures. */
  readonly generatorCpuMs: number;
}

const TIMEOUT_MS = 900_000;

/** Runs a job in a load generator of its own and waits for its result. `until` ends a job that runs beside another. */
export async function runJob<N extends JobName>(
  name: N,
  input: JobInput<N>,
  until?: Promise<unknown>,
): Promise<JobRun<N>> {
  const child = fork(GENERATOR, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  try {
    const response = await new Promise<JobResponse & { cpuMs: number }>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => reject(new Error(`the load generator ended (${signal ?? code})`)));
      child.once("message", (message: JobResponse) => resolve({ ...message, cpuMs: cpuMsOf(child.pid ?? 0) }));
      const message: JobMessage = { name, input };
      child.send(message);
      until?.finally(() => child.connected && child.send("end")).catch(() => undefined); // its own caller sees the error
    });
    if (!response.ok) throw new Error(`${name}: ${response.error}`);
    return { result: response.result as JobResult<N>, generatorCpuMs: response.cpuMs }; // made by the job of this name
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}

/** Runs a job and, for as long as it takes, the calibration: what the machine's CPU was worth meanwhile. */
export async function runCalibrated<N extends JobName>(
  name: N,
  input: JobInput<N>,
): Promise<JobRun<N> & { readonly unitMs: number }> {
  const job = runJob(name, input);
  const [run, calibration] = await Promise.all([job, runJob("calibration", { secondsMax: TIMEOUT_MS / 1_000 }, job)]);
  const generatorCpuMs = run.generatorCpuMs + calibration.generatorCpuMs;
  return { result: run.result, generatorCpuMs, unitMs: calibration.result };
}
