import { type JobResponse, type JobMessage, JOBS } from "./jobs/jobs.ts";

/** The load generator's process: runs the one job that it is sent, reports its result, and exits. Any second message ends the job. */
process.once("message", (message: JobMessage) => {
  const run = JOBS[message.name] as (input: unknown, end: AbortSignal) => Promise<unknown>; // run-job.ts types both ends
  const end = new AbortController();
  process.once("message", () => end.abort());
  const report = (value: JobResponse) => process.send?.(value, () => process.exit(0));
  run(message.input, end.signal).then(
    (result) => report({ ok: true, result }),
    (error: unknown) =>
      report({ ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.once("disconnect", () => process.exit(1));
