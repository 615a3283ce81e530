import type { LimitState } from "@cartwright/api/context";
import type { Exchange } from "./exchange.ts";

/** States the tightest of the budgets that this request was counted against (draft-ietf-httpapi-ratelimit-headers). */
export function limitHeaders(exchange: Exchange): (state: LimitState) => void {
  let tightest: LimitState | null = null;
  return (state) => {
    if (tightest !== null && tightest.remaining <= state.remaining) return;
    tightest = state;
    const { response } = exchange;
    if (response.headersSent) return;
    response.setHeader("RateLimit-Limit", state.limit);
    response.setHeader("RateLimit-Remaining", state.remaining);
    response.setHeader("RateLimit-Reset", state.resetSeconds);
    response.setHeader("RateLimit-Policy", `${state.limit};w=${state.windowSeconds}`);
  };
}
