import { isFault, reasonOf } from "@cartwright/api/to-trpc-error";
import type { ApiDeps } from "@cartwright/api/context";
import { applyWebhook } from "@cartwright/core/payments/apply-webhook";
import { reportError } from "@cartwright/observability/report-error";
import type { Exchange } from "./exchange.ts";
import { BODY_BYTES_MAX, readBody } from "./read-body.ts";
import { sendError, sendJson } from "./send-error.ts";

export const WEBHOOK_PREFIX = "/api/webhooks/";

/**
 * Takes a payment provider's webhook: the raw body, because its signature is over bytes. 200 means "kept"; a provider
 * that gets anything else sends the event again.
 */
export async function answerWebhook(api: ApiDeps, exchange: Exchange): Promise<void> {
  const { request, response, requestId } = exchange;
  const gateway = api.gateways.get(exchange.path.slice(WEBHOOK_PREFIX.length));
  if (gateway === undefined) {
    sendError(response, { reason: "not_found", requestId });
    return;
  }
  const rawBody = await readBody(request, BODY_BYTES_MAX);
  const header = (name: string) => {
    const value = request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value[0] : value;
  };
  try {
    const result = await applyWebhook(api, gateway, { rawBody, header });
    sendJson(response, 200, { received: true, result });
  } catch (error) {
    const reason = reasonOf(error);
    if (isFault(reason)) reportError(error, { requestId, reason, route: exchange.route });
    api.logger.warn({ requestId, provider: gateway.name, reason, err: error }, "webhook refused");
    sendError(response, { reason, requestId });
  }
}
