import { Cart, SetLine } from "@cartwright/contracts/cart";
import { clearCart } from "@cartwright/core/cart/clear-cart";
import { getCart } from "@cartwright/core/cart/get-cart";
import { setLine } from "@cartwright/core/cart/set-line";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { ApiContext } from "../context.ts";
import { NoInput, publicMutation, publicQuery, router } from "../trpc.ts";

/** The caller with an identity to keep a cart under: a visitor gets his guest cookie now. */
function identified(ctx: Pick<ApiContext, "actor" | "cookies">): Actor {
  if (ctx.actor.kind !== "guest" || ctx.actor.guestHash) return ctx.actor;
  return { kind: "guest", guestHash: ctx.cookies.ensureGuest() };
}

/** The caller's own cart; nobody can name another's. */
export const cartRouter = router({
  // Every page asks for it, so it is reading: whoever looks around must not use up what filling a cart needs.
  get: publicQuery()
    .input(NoInput)
    .output(Cart)
    .query(({ ctx }) => getCart(ctx.deps, ctx.actor)),

  setLine: publicMutation("cart")
    .input(SetLine)
    .output(Cart)
    .mutation(({ ctx, input }) => setLine(ctx.deps, input.quantity === 0 ? ctx.actor : identified(ctx), input)),

  clear: publicMutation("cart")
    .input(NoInput)
    .output(Cart)
    .mutation(({ ctx }) => clearCart(ctx.deps, ctx.actor)),
});
