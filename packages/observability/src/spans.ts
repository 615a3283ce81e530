import { type Attributes, context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/**
 * Spans as the shop's code opens them. Without tracing, and in traces that are not sampled, they do nothing and cost a
 * comparison. A trace begins at the edge and is propagated by `traceparent` texts (W3C Trace Context): in requests, orders,
 * sagas, outbox rows, jobs, hints and socket messages.
 */
export interface OpenSpan {
  /** What a message sent from here carries: this span, or the given parent when this span is not recorded. */
  readonly traceparent: string | null;
  set(attributes: Attributes): void;
  rename(name: string): void;
  /** Runs `work` inside the span. Spans opened there are its children. */
  run<T>(work: () => T): T;
  /**
   * The first call counts. Only the kind of an error is recorded: its message may quote what people typed, and is in the log.
   */
  end(error?: unknown): void;
}

export interface SpanOptions {
  readonly kind?: "server" | "client" | "producer" | "consumer";
  /** The trace to continue. The active span becomes the parent if it is in the same trace. Default: the active span. */
  readonly traceparent?: string | null | undefined;
  readonly attributes?: Attributes;
}

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;
const SAMPLED = 1;

const KEY = Symbol.for("cartwright.tracing");
const globals = globalThis as typeof globalThis & { [KEY]?: boolean }; // the symbol is this module's own

/** Turns spans on or off, for bundled and unbundled copies of this module. */
export function switchTracing(on: boolean): void {
  globals[KEY] = on;
}

/** Whether the active trace is recorded. */
export function isTraced(): boolean {
  if (!globals[KEY]) return false;
  return ((trace.getActiveSpan()?.spanContext().traceFlags ?? 0) & SAMPLED) === SAMPLED;
}

/** Whether a trace is sampled. The edge decides it once, and every process behind it follows. */
export function isSampled(traceparent: string | null | undefined): traceparent is string {
  return traceparent?.endsWith("-01") ?? false;
}

/** The trace's id, as log lines and trace viewers show it. */
export function traceIdOf(traceparent: string): string;
export function traceIdOf(traceparent: string | null): string | undefined;
export function traceIdOf(traceparent: string | null): string | undefined {
  return traceparent?.slice(3, 35);
}

/** Opens a span in a trace that is recorded; elsewhere, one that does nothing. The caller ends it. */
export function openSpan(name: string, options: SpanOptions = {}): OpenSpan {
  if (!globals[KEY]) return passing(options.traceparent ?? null);
  const { traceparent } = options;
  if (traceparent === undefined ? isTraced() : isSampled(traceparent)) {
    return recorded(name, options, traceparent === undefined ? context.active() : contextOf(traceparent));
  }
  // A given trace that is not recorded must not appear in the trace that happens to be active here.
  return passing(traceparent ?? null, traceparent !== undefined);
}

/**
 * Opens the first span of a trace in this process, under a remote parent if there is one. The sampler decides whether it is
 * recorded.
 */
export function openEntrySpan(name: string, options: SpanOptions): OpenSpan {
  const { traceparent = null } = options;
  // It is not recorded, so no process behind this one needs to record it. The id stays for searching.
  if (!globals[KEY]) return passing(traceparent && `${traceparent.slice(0, -2)}00`);
  return recorded(name, options, traceparent === null ? ROOT_CONTEXT : remoteContext(traceparent));
}

/** Runs `work` in a span, which ends with it. */
export async function inSpan<T>(name: string, options: SpanOptions, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  const span = openSpan(name, options);
  try {
    const result = await span.run(() => work(span));
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** The active span, for a message that belongs to no other trace; null where nothing is recorded. */
export function activeTraceparent(): string | null {
  const active = isTraced() ? trace.getActiveSpan() : undefined;
  return active ? textOf(active) : null;
}

/** The parent for a message about this trace: the active span, if it is in the same trace. */
export function carryOn(traceparent: string | null): string | null {
  if (!globals[KEY] || !isSampled(traceparent)) return traceparent;
  const active = trace.getActiveSpan();
  return active?.spanContext().traceId === traceIdOf(traceparent) ? textOf(active) : traceparent;
}

function contextOf(traceparent: string | null) {
  if (traceparent === null) return ROOT_CONTEXT;
  const active = trace.getActiveSpan();
  return active?.spanContext().traceId === traceIdOf(traceparent) ? context.active() : remoteContext(traceparent);
}

function remoteContext(traceparent: string) {
  const spanId = traceparent.slice(36, 52);
  const traceFlags = isSampled(traceparent) ? SAMPLED : 0;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId: traceIdOf(traceparent), spanId, traceFlags, isRemote: true });
}

function textOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${(traceFlags & SAMPLED).toString().padStart(2, "0")}`;
}

function recorded(name: string, options: SpanOptions, parent: ReturnType<typeof context.active>): OpenSpan {
  const { kind, attributes = {} } = options;
  const span = trace
    .getTracer("cartwright")
    .startSpan(name, { kind: kind ? KINDS[kind] : SpanKind.INTERNAL, attributes }, parent);
  const inside = trace.setSpan(parent, span);
  let ended = false;
  return {
    traceparent: textOf(span),
    set: (more) => void span.setAttributes(more),
    rename: (better) => void span.updateName(better),
    run: (work) => context.with(inside, work),
    end(error) {
      if (ended) return;
      ended = true;
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute("error.type", kindOf(error));
      span.end();
    },
  };
}

function passing(traceparent: string | null, leaveActive = false): OpenSpan {
  return {
    traceparent,
    set: () => undefined,
    rename: () => undefined,
    run: (work) => (leaveActive ? context.with(ROOT_CONTEXT, work) : work()),
    end: () => undefined,
  };
}

/** A reason of the code table or a SQLSTATE where there is one, else the class. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  for (const field of ["reason", "code"]) {
    const value: unknown = Reflect.get(error, field);
    if (typeof value === "string") return value;
  }
  return error.name;
}
