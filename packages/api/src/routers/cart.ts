import { AddLine, Cart, SetLine } from "@cartwright/contracts/cart";
import { addLine } from "@cartwright/core/cart/add-line";
import { clearCart } from "@cartwright/core/cart/clear-cart";
import { getCart } from "@cartwright/core/cart/get-cart";
import { setLine } from "@cartwright/core/cart/set-line";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { ApiContext } from "../context.ts";
import { NoInput, publicMutation, publicQuery, router } from "../trpc.ts";

/** The caller with an identity to keep a cart for: a visitor gets their guest cookie now. */
function identified(ctx: Pick<ApiContext, "actor" | "cookies">): Actor {
  if (ctx.actor.kind !== "guest" || ctx.actor.guestHash) return ctx.actor;
  return { kind: "guest", guestHash: ctx.cookies.ensureGuest() };
}

/** The caller's own cart. No one can name another person's. */
export const cartRouter = router({
  // Every page reads it, so it counts as reading: browsing must not use up the limit for filling a cart.
  get: publicQuery()
    .input(NoInput)
    .output(Cart)
    .query(({ ctx }) => getCart(ctx.deps, ctx.actor)),

  setLine: publicMutation("cart")
    .input(SetLine)
    .output(Cart)
    .mutation(({ ctx, input }) => setLine(ctx.deps, input.quantity === 0 ? ctx.actor : identified(ctx), input)),

  /** Adds to the quantity that is in the cart already. */
  addLine: publicMutation("cart")
    .input(AddLine)
    .output(Cart)
    .mutation(({ ctx, input }) => addLine(ctx.deps, identified(ctx), input)),

  clear: publicMutation("cart")
    .input(NoInput)
    .output(Cart)
    .mutation(({ ctx }) => clearCart(ctx.deps, ctx.actor)),
});
