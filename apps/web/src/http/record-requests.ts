import type { Logger } from "@cartwright/observability/logger";
import { metrics, startTimer } from "@cartwright/observability/metrics";
import { traceIdOf } from "@cartwright/observability/spans";
import type { Exchange } from "./exchange.ts";
import type { Layer } from "./layer.ts";

/** Measures and logs each request when its response is closed. */
export function recordRequests(logger: Logger): Layer {
  return (exchange, next) => {
    const { response, method } = exchange;
    const elapsed = startTimer();
    response.once("close", () => {
      const seconds = elapsed();
      metrics.httpRequestDuration.observe({ route: exchange.route, method, status: response.statusCode }, seconds);
      logRequest(logger, exchange, seconds);
    });
    return next();
  };
}

/** Runs a request inside its span, which ends with the response. */
export const traceRequests: Layer = (exchange, next) => {
  const { span, method, requestId, response } = exchange;
  if (span === null) return next();
  response.once("close", () => {
    const status = response.statusCode;
    span.rename(`${method} ${exchange.route}`);
    span.set({
      "http.route": exchange.route,
      "http.response.status_code": status,
      "cartwright.request.id": requestId,
    });
    span.end(status >= 500 ? new Error("the request failed") : undefined);
  });
  return span.run(next);
};

/**
 * One line for each request, with the route's pattern and not the path: paths contain order numbers, and queries contain
 * secrets of mailed links. Successful reads are logged at the debug level only.
 */
function logRequest(logger: Logger, exchange: Exchange, seconds: number): void {
  const { response, method } = exchange;
  const status = response.statusCode;
  const isRead = status < 400 && method !== "POST";
  const level = status >= 500 ? "error" : isRead ? "debug" : "info";
  if (!logger.isLevelEnabled(level)) return;
  const traceId = traceIdOf(exchange.traceparent);
  const reason = response.refusedFor;
  logger[level](
    {
      requestId: exchange.requestId,
      ...(traceId ? { traceId } : {}),
      method,
      route: exchange.route,
      status,
      ...(reason ? { reason } : {}),
      durationMs: Math.round(seconds * 1e5) / 100,
      // The client left before the end.
      ...(response.writableFinished ? {} : { aborted: true }),
    },
    "request",
  );
}
