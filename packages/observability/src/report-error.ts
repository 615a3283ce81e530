import { trace } from "@opentelemetry/api";

/** By what a report is found, and leads to the log, the trace and the admin. Ids and stable words, nothing personal. */
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
 * Reports a fault of the shop's own: what is answered with 5xx, a dead letter, a saga that is stuck. Refusals are not
 * faults. Does nothing where reports are not switched on; bundled and unbundled copies of this module report to one place.
 */
export function reportError(error: unknown, tags: ReportTags = {}): void {
  globals[KEY]?.(error, { traceId: trace.getActiveSpan()?.spanContext().traceId, ...tags });
}

/** Where reports go from now on; nowhere, if that is undefined. */
export function sendReports(send: Send | undefined): void {
  globals[KEY] = send;
}
