import type { Logger } from "./logger.ts";
import { sendReports } from "./report-error.ts";
import { redactBreadcrumb, redactEvent } from "./redact-event.ts";

export interface ErrorReportOptions {
  /** Name of the process: `web`, `worker`, `realtime`. */
  readonly process: string;
  /** Where reports are sent. Without it, nothing is loaded and nothing is sent. */
  readonly dsn: string | undefined;
  readonly environment: string;
  /** The build that is running. The source maps of a release are found by it. */
  readonly release: string | undefined;
  /** The fraction of errors that is sent, 0 to 1. */
  readonly sampleRate: number;
  readonly logger: Logger;
}

export interface ErrorReports {
  /** Sends the remaining reports, for 2 s at most. */
  readonly close: () => Promise<void>;
}

const CLOSE_TIMEOUT_MS = 2_000;
const REPORTS_PER_MINUTE_MAX = 60;

/** Lets a number of reports through a minute: an unreachable database must not flood the error tracker. */
function perMinute(max: number): () => boolean {
  let minute = 0;
  let count = 0;
  return () => {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, count] = [now, 0];
    count += 1;
    return count <= max;
  };
}

/** Starts sending error reports if a DSN is set. Loads the library only then. */
export async function startErrorReports(options: ErrorReportOptions): Promise<ErrorReports> {
  const { dsn, release, logger } = options;
  if (dsn === undefined) return { close: async () => undefined };
  const sentry = await import("@sentry/node");
  sentry.init({
    dsn,
    environment: options.environment,
    ...(release === undefined ? {} : { release }),
    sampleRate: options.sampleRate,
    serverName: options.process,
    // Only what this process reports explicitly: no console output, requests or local variables, and no patched functions. Two
    // orders that fail in the same way are two reports, so duplicates are not merged.
    defaultIntegrations: false,
    integrations: [
      sentry.functionToStringIntegration(),
      sentry.linkedErrorsIntegration(),
      sentry.contextLinesIntegration(),
      sentry.nodeContextIntegration(),
    ],
    enableRuntimeChannelInjection: false,
    sendClientReports: false,
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: false,
      httpBodies: [],
      urlQueryParams: false,
      databaseQueryData: false,
      queues: false,
    },
    // Transactions have another transport without this hook. None are sent, unless the environment turns them on.
    traceLifecycle: "static",
    beforeSend: (event) => redactEvent(event),
    beforeSendTransaction: (event) => redactEvent(event),
    beforeBreadcrumb: (crumb) => redactBreadcrumb(crumb),
  });
  const mayReport = perMinute(REPORTS_PER_MINUTE_MAX);
  sendReports((error, tags) => {
    if (!mayReport()) return;
    const given = Object.entries(tags).filter((entry) => entry[1] !== undefined);
    sentry.captureException(error, { tags: { process: options.process, ...Object.fromEntries(given) } });
  });
  logger.info("errors are reported");
  return {
    async close() {
      sendReports(undefined);
      await sentry.close(CLOSE_TIMEOUT_MS);
    },
  };
}
