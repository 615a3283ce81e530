import { trace } from "@opentelemetry/api";

/**
 * What a report is found by, and what leads from it to the log, the trace and the admin. Ids and stable words, nothing
 * personal.
 */
export interface ReportTags {
  readonly requestId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly sagaId?: string | undefined;
  readonly messageId?: string | undefined;
  readonly route?: string | undefined;
  readonly reason?: string | undefined;
}

type Send = (error: unknown, tags: ReportTags) => void;
const KEY = Symbol.for("cartwright.error-reports");
const globals = globalThis as typeof globalThis & { [KEY]?: Send | undefined }; // the symbol is this module's own

/**
 * Reports a fault of the shop itself: a 5xx response, a dead letter, a stuck saga. Refusals are not faults. Does nothing when
 * reports are off. Bundled and unbundled copies of this module report to one place.
 */
export function reportError(error: unknown, tags: ReportTags = {}): void {
  globals[KEY]?.(error, { traceId: trace.getActiveSpan()?.spanContext().traceId, ...tags });
}

/** Sets where reports are sent from now on; nowhere, if undefined. */
export function sendReports(send: Send | undefined): void {
  globals[KEY] = send;
}
