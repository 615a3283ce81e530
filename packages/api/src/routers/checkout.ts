import {
  CheckoutDraft,
  FindPlacement,
  PlacedOrder,
  PlaceOrder,
  Quote,
  QuoteRequest,
} from "@cartwright/contracts/checkout";
import { getCheckoutDraft, saveCheckoutDraft } from "@cartwright/core/cart/checkout-draft";
import { quoteCheckout } from "@cartwright/core/saga/flows/checkout/quote-checkout";
import { findPlacement } from "@cartwright/core/saga/flows/checkout/find-placement";
import { placeOrder } from "@cartwright/core/saga/flows/checkout/place-order";
import { NoInput, Nothing, publicMutation, publicQuery, router } from "../trpc.ts";

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

  /** What the caller has entered at the checkout so far. Null when there is nothing. */
  draft: publicQuery()
    .input(NoInput)
    .output(CheckoutDraft.nullable())
    .query(({ ctx }) => getCheckoutDraft(ctx.deps, ctx.actor)),

  /** Replaces the draft. It is kept with the cart until an order is placed, and for 48 hours at most. */
  saveDraft: publicMutation("cart")
    .input(CheckoutDraft)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      await saveCheckoutDraft(ctx.deps, ctx.actor, input);
      return null;
    }),
});
