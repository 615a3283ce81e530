import { FindPlacement, PlacedOrder, PlaceOrder, Quote, QuoteRequest } from "@cartwright/contracts/checkout";
import { quoteCheckout } from "@cartwright/core/saga/flows/checkout/quote-checkout";
import { findPlacement } from "@cartwright/core/saga/flows/checkout/find-placement";
import { placeOrder } from "@cartwright/core/saga/flows/checkout/place-order";
import { publicMutation, publicQuery, router } from "../trpc.ts";

/** From a cart to an order. The server alone prices; the client says what it was shown. */
export const checkoutRouter = router({
  /** A mutation although it changes nothing: it carries an address, which must not stand in a URL. */
  quote: publicMutation("cart")
    .input(QuoteRequest.prefault({}))
    .output(Quote)
    .mutation(({ ctx, input }) => quoteCheckout(ctx.deps, ctx.actor, input)),

  place: publicMutation()
    .input(PlaceOrder)
    .output(PlacedOrder)
    .mutation(({ ctx, input }) => placeOrder(ctx.deps, ctx.actor, { input, traceparent: ctx.traceparent })),

  /** What became of an order whose answer was lost; null when none was placed under the key. */
  placed: publicQuery("cart")
    .input(FindPlacement)
    .output(PlacedOrder.nullable())
    .query(({ ctx, input }) => findPlacement(ctx.deps, ctx.actor, input.idempotencyKey)),
});
