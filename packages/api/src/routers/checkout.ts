import { FindPlacement, PlacedOrder, PlaceOrder, Quote, QuoteRequest } from "@cartwright/contracts/checkout";
import { quoteCheckout } from "@cartwright/core/saga/flows/checkout/quote-checkout";
import { findPlacement } from "@cartwright/core/saga/flows/checkout/find-placement";
import { placeOrder } from "@cartwright/core/saga/flows/checkout/place-order";
import { publicMutation, publicQuery, router } from "../trpc.ts";

/** From a cart to an order. Only the server prices; the client says what total it was shown. */
export const checkoutRouter = router({
  /** A mutation although it changes nothing: it carries an address, which must not be part of a URL. */
  quote: publicMutation("cart")
    .input(QuoteRequest.prefault({}))
    .output(Quote)
    .mutation(({ ctx, input }) => quoteCheckout(ctx.deps, ctx.actor, input)),

  place: publicMutation()
    .input(PlaceOrder)
    .output(PlacedOrder)
    .mutation(({ ctx, input }) => placeOrder(ctx.deps, ctx.actor, { input, traceparent: ctx.traceparent })),

  /** The order of a placement whose response was lost. Null when none was placed with the key. */
  placed: publicQuery("cart")
    .input(FindPlacement)
    .output(PlacedOrder.nullable())
    .query(({ ctx, input }) => findPlacement(ctx.deps, ctx.actor, input.idempotencyKey)),
});
