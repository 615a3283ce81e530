import { fork } from "node:child_process";
import { cpuMsOf } from "./cpu-meter.ts";
import type { JobResponse, JobInput, JobMessage, JobName, JobResult } from "./jobs/jobs.ts";

const GENERATOR = new URL("load-generator.ts", import.meta.url);

export interface JobRun<N extends JobName> {
  readonly result: JobResult<N>;
  /** What the generator itself used; it shares the machine with what it measures. */
  readonly generatorCpuMs: number;
}

/** Runs a job in a load generator of its own and waits for its result, at most `timeoutMs`. */
export async function runJob<N extends JobName>(name: N, input: JobInput<N>, timeoutMs = 900_000): Promise<JobRun<N>> {
  const child = fork(GENERATOR, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  try {
    const response = await new Promise<JobResponse & { cpuMs: number }>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => reject(new Error(`the load generator ended (${signal ?? code})`)));
      child.once("message", (message: JobResponse) => resolve({ ...message, cpuMs: cpuMsOf(child.pid ?? 0) }));
      const message: JobMessage = { name, input };
      child.send(message);
    });
    if (!response.ok) throw new Error(`${name}: ${response.error}`);
    return { result: response.result as JobResult<N>, generatorCpuMs: response.cpuMs }; // made by the job of this name
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}
