import { trace } from "@opentelemetry/api";
import { destination, pino, stdTimeFunctions, type Logger as PinoLogger } from "pino";
import { redact, scrubText } from "./redaction.ts";

export type Logger = PinoLogger;

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

export interface LoggerOptions {
  /** Name of the process: `web`, `worker`, `realtime`, `provider`. */
  readonly name: string;
  readonly level?: LogLevel;
  /** Appends to this file instead of the standard output. Creates its folder. */
  readonly file?: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The redacted fields of a log call. pino's own keys stay. */
function redactFields(fields: object): Record<string, unknown> {
  const safe = redact(fields);
  return isRecord(safe) ? safe : {};
}

/** The active trace, if there is one, so that a log line leads to its trace. */
function activeTrace(): Record<string, string> {
  const context = trace.getActiveSpan()?.spanContext();
  return context ? { traceId: context.traceId, spanId: context.spanId } : {};
}

/**
 * A logger that writes JSON lines: ISO time, level by name, process name and pid, the active trace, the caller's fields.
 * Fields pass the redaction list, and the finished line is scrubbed once more, message included.
 */
export function createLogger(options: LoggerOptions): Logger {
  const logger = pino(
    {
      base: { process: options.name, pid: process.pid },
      level: options.level ?? "info",
      timestamp: stdTimeFunctions.isoTime,
      errorKey: "err",
      serializers: { err: redact, error: redact },
      formatters: {
        level: (level) => ({ level }),
        log: redactFields,
      },
      mixin: activeTrace,
      hooks: { streamWrite: scrubText },
    },
    // Synchronous, so that the line about a crash is on disk before the process ends.
    options.file ? destination({ dest: options.file, mkdir: true, sync: true }) : destination({ dest: 1, sync: true }),
  );
  // pino does not pass the bindings of children through formatters. Children inherit this method.
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the logger that it is asked of
  const child = logger.child;
  logger.child = function redactedChild(this: Logger, bindings, childOptions) {
    return child.call(this, redactFields(bindings), childOptions);
  } as typeof child; // no custom levels here, so the generic signature narrows to this one
  return logger;
}

/** The ids by which log lines are searched. All processes spell them alike. */
export interface LogIds {
  readonly requestId?: string;
  readonly traceId?: string;
  readonly orderNumber?: string;
  readonly orderId?: string;
  readonly sagaId?: string;
  readonly messageId?: string;
}

/** A child logger that adds these ids to every line. */
export function withIds(logger: Logger, ids: LogIds): Logger {
  return logger.child(ids);
}
