import { CancelOrder, GetOrder, OpenOrderLink, Order, OrderList, RequestReturn } from "@cartwright/contracts/orders";
import { PageRequest } from "@cartwright/contracts/paging";
import { getOrder } from "@cartwright/core/orders/get-order";
import { listOrders } from "@cartwright/core/orders/list-orders";
import { openOrderLink } from "@cartwright/core/orders/open-order-link";
import { requestReturn } from "@cartwright/core/orders/request-return";
import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { memberQuery, Nothing, publicMutation, publicQuery, router } from "../trpc.ts";

/** A shopper's own orders. Someone else's order and a missing one get the same response. */
export const ordersRouter = router({
  get: publicQuery()
    .input(GetOrder)
    .output(Order)
    .query(({ ctx, input }) => getOrder(ctx.deps, ctx.actor, input)),

  list: memberQuery()
    .input(PageRequest.prefault({}))
    .output(OrderList)
    .query(({ ctx, input }) => listOrders(ctx.deps, ctx.actor, input)),

  /** Exchanges the key of a mailed link for this browser's cookie. */
  openLink: publicMutation()
    .input(OpenOrderLink)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      await openOrderLink(ctx.deps, ctx.cookies.ensureGuest(), input);
      return null;
    }),

  cancel: publicMutation()
    .input(CancelOrder)
    .output(Order)
    .mutation(async ({ ctx, input }) => {
      await cancelOrder(ctx.deps, ctx.actor, input.number);
      return getOrder(ctx.deps, ctx.actor, input);
    }),

  requestReturn: publicMutation()
    .input(RequestReturn)
    .output(Order)
    .mutation(async ({ ctx, input }) => {
      await requestReturn(ctx.deps, ctx.actor, input);
      return getOrder(ctx.deps, ctx.actor, { number: input.number });
    }),
});
