import {
  CheckoutDraft,
  ChooseDestination,
  DeliveryRequest,
  Destination,
  FindPlacement,
  PlacedOrder,
  PlaceOrder,
  Quote,
  QuoteRequest,
  SHOP_COUNTRY,
} from "@cartwright/contracts/checkout";
import { OpenPaymentLink, PayDraft, PaymentRequest } from "@cartwright/contracts/order-drafts";
import { isSameAddress } from "@cartwright/contracts/mailbox";
import { Country, countryName } from "@cartwright/contracts/place";
import { listAddresses } from "@cartwright/core/accounts/profile/list-addresses";
import { readMe } from "@cartwright/core/accounts/profile/read-me";
import { chooseDestination, readDestination } from "@cartwright/core/cart/choose-destination";
import { getCheckoutDraft, saveCheckoutDraft } from "@cartwright/core/cart/checkout-draft";
import { resolvePlace } from "@cartwright/core/places/resolve-place";
import { estimateCheckout } from "@cartwright/core/saga/flows/checkout/estimate-checkout";
import { quoteCheckout } from "@cartwright/core/saga/flows/checkout/quote-checkout";
import { findPlacement } from "@cartwright/core/saga/flows/checkout/find-placement";
import { openPaymentLink, payDraft } from "@cartwright/core/saga/flows/checkout/pay-draft";
import { placeOrder } from "@cartwright/core/saga/flows/checkout/place-order";
import type { ApiContext } from "../context.ts";
import { countMail } from "./mail-budget.ts";
import { NoInput, Nothing, publicMutation, publicQuery, router } from "../trpc.ts";

/** The signed-in person. Null for guests. */
const memberOf = async ({ deps, actor }: Pick<ApiContext, "deps" | "actor">) =>
  actor.kind === "user" ? readMe(deps, actor.userId) : null;

/** The place of a member's default address. Null for guests, and for members without one. */
async function savedPlaceOf({ deps, actor }: Pick<ApiContext, "deps" | "actor">) {
  if (actor.kind !== "user") return null;
  const [saved] = await listAddresses(deps, actor.userId);
  return saved?.address ?? null;
}

/** From a cart to an order. Only the server prices; the client says what total it was shown. */
export const checkoutRouter = router({
  /** A mutation although it changes nothing: it carries an address, which must not be part of a URL. */
  quote: publicMutation("cart")
    .input(QuoteRequest.prefault({}))
    .output(Quote)
    .mutation(async ({ ctx, input }) => {
      // Promotions may be limited for each customer.
      const me = await memberOf(ctx);
      return quoteCheckout(ctx.deps, ctx.actor, { ...input, accountEmail: me?.email ?? null });
    }),

  /** The quote for what has been entered so far, without sending it again. Null for a cart that cannot be ordered as it is. */
  estimate: publicQuery()
    .input(DeliveryRequest.prefault({}))
    .output(Quote.nullable())
    .query(async ({ ctx, input }) => {
      const me = await memberOf(ctx);
      return estimateCheckout(ctx.deps, ctx.actor, { ...input, accountEmail: me?.email ?? null });
    }),

  place: publicMutation()
    .input(PlaceOrder)
    .output(PlacedOrder)
    .mutation(async ({ ctx, input }) => {
      const me = await memberOf(ctx);
      const isOwn = me !== null && me.emailVerified && isSameAddress(me.email, input.email);
      return placeOrder(ctx.deps, ctx.actor, {
        input,
        accountEmail: me?.email ?? null,
        traceparent: ctx.traceparent,
        // An order that costs money is mailed about when it is paid, and once an hour for each mailbox when it is not. So what others
        // do with a mailbox does not keep its owner from ordering.
        admit: () => countMail(ctx, isOwn || input.expectedTotalMinor > 0 ? null : input.email),
      });
    }),

  /** What a payment link asks for. A mutation although it changes nothing: its key must not be part of a URL. */
  openPaymentLink: publicMutation("cart")
    .input(OpenPaymentLink)
    .output(PaymentRequest)
    .mutation(({ ctx, input }) => openPaymentLink(ctx.deps, input.key)),

  /** Places the order of a payment link, once. */
  payDraft: publicMutation()
    .input(PayDraft)
    .output(PlacedOrder)
    .mutation(({ ctx, input }) => payDraft(ctx.deps, ctx.actor, { input, traceparent: ctx.traceparent })),

  /** The order of a placement whose response was lost. Null when none was placed with the key. */
  placed: publicQuery("cart")
    .input(FindPlacement)
    .output(PlacedOrder.nullable())
    .query(({ ctx, input }) => findPlacement(ctx.deps, ctx.actor, input.idempotencyKey)),

  /** Where the caller's order goes: what they have entered or chosen, else their saved address, else the shop's country. */
  destination: publicQuery()
    .input(NoInput)
    .output(Destination)
    .query(async ({ ctx }) => {
      const known = (await readDestination(ctx.deps, ctx.actor)) ?? (await savedPlaceOf(ctx));
      const country = Country.safeParse(known?.country).data ?? SHOP_COUNTRY;
      const region = known?.country === country ? (known.region ?? null) : null;
      return { country, region, name: countryName(country) };
    }),

  /** Keeps where the order goes with the cart. The checkout starts there. */
  chooseDestination: publicMutation("cart")
    .input(ChooseDestination)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { country, region } = resolvePlace(input, "");
      await chooseDestination(ctx.deps, ctx.actor, { country, ...(region === "" ? {} : { region }) });
      return null;
    }),

  /** What the caller has entered at the checkout so far. Null when there is nothing. */
  draft: publicQuery()
    .input(NoInput)
    .output(CheckoutDraft.nullable())
    .query(({ ctx }) => getCheckoutDraft(ctx.deps, ctx.actor)),

  /** Replaces the draft. It is kept with the cart until an order is placed, and for 48 hours at most. */
  saveDraft: publicMutation("cart")
    .input(CheckoutDraft.prefault({}))
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      await saveCheckoutDraft(ctx.deps, ctx.actor, input);
      return null;
    }),
});
