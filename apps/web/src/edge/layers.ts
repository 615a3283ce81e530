import { isFault, reasonOf } from "@cartwright/api/to-trpc-error";
import { isAppError } from "@cartwright/core/kernel/app-error";
import type { Logger } from "@cartwright/observability/logger";
import { reportError } from "@cartwright/observability/report-error";
import { traceIdOf } from "@cartwright/observability/spans";
import type { SecurityPolicy } from "../http/content-policy.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Layer } from "../http/layer.ts";
import { recordRequests, traceRequests } from "../http/record-requests.ts";
import { refuseMalformed } from "../http/refuse-malformed.ts";
import { RETRY_SECONDS } from "../http/response-headers.ts";
import { sendError } from "../http/send-error.ts";
import { countVisits } from "./count-visits.ts";
import type { EdgeContext } from "./edge-options.ts";

/** What every request passes before its route, the outermost layer first. */
export function createLayers(context: EdgeContext): readonly Layer[] {
  const { api, host, countVisit } = context;
  return [
    recordRequests(api.logger),
    traceRequests,
    applySecurityHeaders(context),
    respondToErrors(api.logger),
    refuseMalformed(host),
    countVisits(countVisit),
  ];
}

/** Sets the security headers. The response chooses its content security policy by its content (`http/shop-response.ts`). */
function applySecurityHeaders({ headers, connectOrigins, integrity, settings }: EdgeContext): Layer {
  const policy: Omit<SecurityPolicy, "nonce"> = {
    headers,
    connectOrigins,
    integrity,
    development: settings.development,
  };
  return ({ response, requestId, nonce }, next) => {
    response.applyPolicy({ ...policy, nonce });
    response.setHeader("X-Request-Id", requestId);
    return next();
  };
}

/** Turns whatever is thrown into an error response, which says nothing of the cause. The log says everything. */
function respondToErrors(logger: Logger): Layer {
  return async (exchange, next) => {
    try {
      await next();
    } catch (error) {
      const reason = reasonOf(error);
      if (isFault(reason)) reportFault(logger, exchange, error);
      const fallbackSeconds = reason === "unavailable" ? RETRY_SECONDS : undefined;
      sendError(exchange, { reason, retryAfterSeconds: isAppError(error) ? error.retryAfterSeconds : fallbackSeconds });
    }
  };
}

function reportFault(logger: Logger, { requestId, route, traceparent }: Exchange, error: unknown): void {
  const tags = { requestId, route, reason: reasonOf(error) };
  logger.error({ ...tags, err: error }, "request failed");
  reportError(error, { ...tags, traceId: traceIdOf(traceparent) });
}
