import { INFO_PATHS } from "@cartwright/contracts/info-pages";
import { VISIT_STEPS, type VisitStep } from "@cartwright/contracts/visits";
import type { Exchange } from "../http/exchange.ts";
import type { Layer } from "../http/layer.ts";
import { TRPC_PREFIX } from "./trpc-mount.ts";

export type CountVisit = (seen: Pick<Exchange, "address" | "userAgent"> & { readonly step: VisitStep }) => void;

/** Other pages of the shop, by their label. The back office, the parts of pages and unknown paths are none. */
const PAGE = /^\/(c|collections|products|orders|account|search|cart|checkout|login|register|downloads)(\/|$)/;

const isShopPage = (route: string) => INFO_PATHS.includes(route) || PAGE.test(route);

const STEP_OF_CALL: Readonly<Record<string, VisitStep>> = {
  "cart.addLine": "cart",
  "cart.setLine": "cart",
  "checkout.place": "order",
};

/** The person asked not to be counted: Global Privacy Control, or the older Do Not Track. */
const isRefused = ({ headers }: Exchange["request"]) => headers["sec-gpc"] === "1" || headers["dnt"] === "1";

/** A page that the browser loads before anyone wants to see it. */
const isPrefetch = ({ headers }: Exchange["request"]) =>
  headers["next-router-prefetch"] !== undefined ||
  headers["purpose"] === "prefetch" ||
  String(headers["sec-purpose"] ?? "").startsWith("prefetch");

/** The furthest step that a successful request proves. Null if it proves none. */
function stepOf({ method, route, path }: Exchange): VisitStep | null {
  if (method === "GET") return isShopPage(route) ? (route === "/checkout" ? "checkout" : "visit") : null;
  if (method !== "POST" || !path.startsWith(TRPC_PREFIX)) return null;
  const calls = path.slice(TRPC_PREFIX.length).split(/,|%2C/i);
  const steps = new Set(calls.map((call) => STEP_OF_CALL[call]));
  return VISIT_STEPS.findLast((step) => steps.has(step)) ?? null;
}

/**
 * Counts visits, carts, checkouts and orders where every request passes, also for pages that come from a cache. It looks at the request
 * before the headers of cached pages are removed and counts after the response, in memory, so that it slows nothing. Without a
 * cookie: see decision 42.
 */
export function countVisits(countVisit: CountVisit): Layer {
  return async (exchange, next) => {
    const { request, response, address, userAgent } = exchange;
    const mayCount = !isRefused(request) && !isPrefetch(request);
    await next();
    if (!mayCount || (response.statusCode !== 200 && response.statusCode !== 304)) return;
    const step = stepOf(exchange);
    if (step !== null) countVisit({ address, userAgent, step });
  };
}
