import type { Exchange } from "./exchange.ts";

export type Handler = (exchange: Exchange) => Promise<void>;

/** Runs around everything inside it: does its part, and calls `next` unless it has responded itself. */
export type Layer = (exchange: Exchange, next: () => Promise<void>) => Promise<void>;

/** One handler out of layers, the outermost first, around the innermost handler. */
export function composeLayers(layers: readonly Layer[], innermost: Handler): Handler {
  return layers.reduceRight<Handler>((next, layer) => (exchange) => layer(exchange, () => next(exchange)), innermost);
}
