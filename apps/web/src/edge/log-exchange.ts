import type { Logger } from "@cartwright/observability/logger";
import { traceIdOf } from "@cartwright/observability/spans";
import type { Exchange } from "./exchange.ts";
import { reasonOfAnswer } from "./send-error.ts";

/**
 * One line for each request. The route's pattern and not the path: paths carry order numbers, and queries carry secrets
 * of mailed links. Reads that went well are for debugging only; whatever changed something or failed is told.
 */
export function logExchange(logger: Logger, exchange: Exchange, seconds: number): void {
  const { response, method } = exchange;
  const status = response.statusCode;
  const quiet = status < 400 && method !== "POST";
  const level = status >= 500 ? "error" : quiet ? "debug" : "info";
  if (!logger.isLevelEnabled(level)) return;
  const traceId = traceIdOf(exchange.traceparent);
  const reason = reasonOfAnswer(response);
  logger[level](
    {
      requestId: exchange.requestId,
      ...(traceId ? { traceId } : {}),
      method,
      route: exchange.route,
      status,
      // Why it was refused: whoever is told an id can be told what it was about.
      ...(reason ? { reason } : {}),
      durationMs: Math.round(seconds * 1e5) / 100,
      // A reader who left before the end.
      ...(response.writableFinished ? {} : { aborted: true }),
    },
    "request",
  );
}
