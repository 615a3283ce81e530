import { z } from "zod";
import { startErrorReports } from "./error-reports.ts";
import type { Logger } from "./logger.ts";
import { emptyIsAbsent } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";
import { startTraces } from "./traces.ts";

const part = z.coerce.number().min(0).max(1);

/** The settings of traces and error reports, the same in every process. */
export const OBSERVABILITY_SETTINGS = {
  /** Where faults are reported to. Without it, they are not reported. */
  SENTRY_DSN: emptyIsAbsent(z.url({ protocol: /^https?$/ }).optional()),
  /** The fraction of faults that is sent. */
  SENTRY_SAMPLE_RATE: emptyIsAbsent(part.default(1)),
  /** The build that is running. */
  SENTRY_RELEASE: emptyIsAbsent(z.string().max(200).optional()),
  /** Where traces are sent, as OTLP over HTTP. Without it, none are recorded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: emptyIsAbsent(z.url({ protocol: /^https?$/ }).optional()),
} as const;

interface ObservabilityEnv {
  readonly CARTWRIGHT_MODE: string;
  readonly SENTRY_DSN?: string | undefined;
  readonly SENTRY_SAMPLE_RATE: number;
  readonly SENTRY_RELEASE?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
}

export interface ObservabilityOptions {
  /** Name of the process: `web`, `worker`, `realtime`. */
  readonly process: string;
  readonly env: ObservabilityEnv;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
  /** For the process where traces begin: the fraction of them that is recorded. */
  readonly sampleRatio?: number;
}

/** Starts traces and error reports. They stop last, so that the end of the process is reported too. */
export async function startObservability({
  process,
  env,
  logger,
  shutdown,
  sampleRatio,
}: ObservabilityOptions): Promise<void> {
  const reports = await startErrorReports({
    process,
    logger,
    dsn: env.SENTRY_DSN,
    environment: env.CARTWRIGHT_MODE,
    release: env.SENTRY_RELEASE,
    sampleRate: env.SENTRY_SAMPLE_RATE,
  });
  shutdown.add("error reports", reports.close);
  const traces = await startTraces({
    process,
    logger,
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    ...(sampleRatio === undefined ? {} : { sampleRatio }),
  });
  shutdown.add("traces", traces.close);
}
