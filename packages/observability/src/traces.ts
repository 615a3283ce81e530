import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { Logger } from "./logger.ts";
import { redactSpan } from "./redact-span.ts";
import { switchTracing } from "./spans.ts";

export interface TraceOptions {
  /** Name of the process: `web`, `worker`, `realtime`. */
  readonly process: string;
  /** Where OTLP over HTTP is accepted, without `/v1/traces`. Without it, nothing is loaded, recorded or sent. */
  readonly endpoint: string | undefined;
  /**
   * The fraction of the traces that begin here that is recorded, 0 to 1. With it, a request's own sampling flag is ignored:
   * anyone can send one. Without it, the process continues sampled traces and begins none.
   */
  readonly sampleRatio?: number;
  readonly logger: Logger;
}

export interface Traces {
  /** Sends the remaining spans, for 3 s at most. */
  readonly close: () => Promise<void>;
}

const EXPORT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 3_000;
const BATCH_DELAY_MS = 1_000;
const SPANS_WAITING_MAX = 8_192;
/** How often an unreachable collector is logged. */
const COMPLAINT_MS = 60_000;

/** Redacts spans before they are exported. */
class RedactingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #logger: Logger;
  #complainedAt = -COMPLAINT_MS;

  constructor(exporter: SpanExporter, logger: Logger) {
    this.#exporter = exporter;
    this.#logger = logger;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter["export"]>[1]): void {
    this.#exporter.export(spans.map(redactSpan), (result) => {
      if (result.error && performance.now() - this.#complainedAt > COMPLAINT_MS) {
        this.#complainedAt = performance.now();
        this.#logger.warn({ err: result.error, spans: spans.length }, "spans could not be sent and are dropped");
      }
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

/**
 * Starts tracing if a collector is set. The libraries are loaded only then: they are large, and most installations have no
 * collector. Call it before the process takes work.
 */
export async function startTraces(options: TraceOptions): Promise<Traces> {
  const { endpoint, logger, sampleRatio } = options;
  if (endpoint === undefined) return { close: async () => undefined };
  const { registerOTel, OTLPHttpJsonTraceExporter } = await import("@vercel/otel");
  const { AlwaysOffSampler, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler } =
    await import("@opentelemetry/sdk-trace-base");
  const exporter = new OTLPHttpJsonTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const processor = new BatchSpanProcessor(new RedactingExporter(exporter, logger), {
    maxQueueSize: SPANS_WAITING_MAX,
    scheduledDelayMillis: BATCH_DELAY_MS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const chosen = sampleRatio === undefined ? undefined : new TraceIdRatioBasedSampler(sampleRatio);
  registerOTel({
    serviceName: `cartwright-${options.process}`,
    traceSampler: chosen
      ? new ParentBasedSampler({ root: chosen, remoteParentSampled: chosen, remoteParentNotSampled: chosen })
      : new ParentBasedSampler({ root: new AlwaysOffSampler() }),
    spanProcessors: [processor],
    propagators: ["tracecontext"],
    // Outgoing calls set their trace header themselves (the payment provider). No library is patched.
    instrumentations: [],
  });
  switchTracing(true);
  return {
    async close() {
      switchTracing(false);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
      });
      await Promise.race([processor.shutdown(), late]);
      clearTimeout(timer);
    },
  };
}
