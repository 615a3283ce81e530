import { PlacedOrder, PlaceOrder, Quote, QuoteRequest } from "@cartwright/contracts/checkout";
import { quoteCheckout } from "@cartwright/core/checkout/quote-checkout";
import { startCheckout } from "@cartwright/core/saga/start-checkout";
import { publicMutation, router } from "../trpc.ts";

/** From a cart to an order. The server alone prices; the client says what it was shown. */
export const checkoutRouter = router({
  /** A mutation although it changes nothing: it carries an address, which must not stand in a URL. */
  quote: publicMutation("cart")
    .input(QuoteRequest)
    .output(Quote)
    .mutation(({ ctx, input }) => quoteCheckout(ctx.deps, ctx.actor, input)),

  place: publicMutation()
    .input(PlaceOrder)
    .output(PlacedOrder)
    .mutation(({ ctx, input }) => startCheckout(ctx.deps, ctx.actor, { input, traceparent: ctx.traceparent })),
});
