import { getTranslations } from "@cartwright/messages/get-translations";
import type { Exchange } from "../http/exchange.ts";
import type { Handler } from "../http/layer.ts";
import { sendError } from "../http/send-error.ts";

/** Paths that are handled alike. */
export interface Route {
  readonly matches: (path: string) => boolean;
  /** The label in metrics and logs: a pattern, never the raw path. */
  readonly label: string | ((path: string) => string);
  /** Other methods are refused. */
  readonly methods: readonly ("GET" | "HEAD" | "POST")[];
  readonly handle: Handler;
}

/** Handles a request by the first route that matches its path. */
export function dispatch(routes: readonly Route[]): Handler {
  return async (exchange) => {
    const route = routes.find(({ matches }) => matches(exchange.path));
    if (!route) return sendError(exchange, { reason: "not_found" });
    exchange.route = typeof route.label === "string" ? route.label : route.label(exchange.path);
    if (isAllowed(exchange, route.methods)) await route.handle(exchange);
    else refuseMethod(exchange, route.methods);
  };
}

const isAllowed = ({ method }: Exchange, methods: readonly string[]) => methods.includes(method);

function refuseMethod(exchange: Exchange, methods: readonly string[]): void {
  exchange.response.setHeader("Allow", methods.join(", "));
  sendError(exchange, { reason: "invalid_input", status: 405, message: getTranslations("requestErrors")("method") });
}
