import { runCalibration } from "./calibration.ts";
import { runFlash } from "./flash.ts";
import { runLive } from "./live.ts";
import { runOrders } from "./orders.ts";
import { runPages } from "./pages.ts";
import { runRawNotify } from "./raw-notify.ts";
import { runRawOrders } from "./raw-orders.ts";
import { runRawSql } from "./raw-sql.ts";
import { runReads } from "./reads.ts";

/** The jobs of a load generator. Each runs in its own process, so that it does not slow what it measures. */
export const JOBS = {
  calibration: runCalibration,
  reads: runReads,
  pages: runPages,
  orders: runOrders,
  flash: runFlash,
  live: runLive,
  rawSql: runRawSql,
  rawOrders: runRawOrders,
  rawNotify: runRawNotify,
};
export type JobName = keyof typeof JOBS;
export type JobInput<N extends JobName> = Parameters<(typeof JOBS)[N]>[0];
export type JobResult<N extends JobName> = Awaited<ReturnType<(typeof JOBS)[N]>>;

/** What goes to the generator, and what comes back. */
export interface JobMessage {
  readonly name: JobName;
  readonly input: unknown;
}
export type JobResponse =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: string };
