import type { Exchange } from "./exchange.ts";

/** What is left of a budget after a call was counted. */
interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

/** Sets the RateLimit headers to the tightest budget that this request was counted against (draft-ietf-httpapi-ratelimit-headers). */
export function limitHeaders({ response }: Exchange): (state: LimitState) => void {
  let tightest: LimitState | null = null;
  return (state) => {
    if (tightest !== null && tightest.remaining <= state.remaining) return;
    tightest = state;
    if (response.headersSent) return;
    response.setHeader("RateLimit-Limit", state.limit);
    response.setHeader("RateLimit-Remaining", state.remaining);
    response.setHeader("RateLimit-Reset", state.resetSeconds);
    response.setHeader("RateLimit-Policy", `${state.limit};w=${state.windowSeconds}`);
  };
}
