import {
  CancelOrder,
  GetOrder,
  OpenOrderLink,
  Order,
  OrderList,
  RenewOrderLink,
  RequestedReturn,
  RequestReturn,
} from "@cartwright/contracts/orders";
import { GetDocument, InvoiceDocument, ListDocuments, OrderDocuments } from "@cartwright/contracts/invoices";
import { RenewDownloads, StartDownload, StartedDownload } from "@cartwright/contracts/downloads";
import { PageRequest } from "@cartwright/contracts/paging";
import { listOwnDocuments, readOwnDocument } from "@cartwright/core/invoices/read-documents";
import { renewOwnDownloads } from "@cartwright/core/notifications/renew-downloads";
import { renewOrderLink } from "@cartwright/core/notifications/renew-order-link";
import { getOrder } from "@cartwright/core/orders/get-order";
import { listOrders } from "@cartwright/core/orders/list-orders";
import { openOrderLink } from "@cartwright/core/orders/open-order-link";
import { startDownload } from "@cartwright/core/orders/start-download";
import { requestReturn } from "@cartwright/core/orders/request-return";
import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { countMail, mayMailTo } from "./mail-budget.ts";
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

  /** Its invoice and credit notes. */
  documents: publicQuery()
    .input(ListDocuments)
    .output(OrderDocuments)
    .query(({ ctx, input }) => listOwnDocuments(ctx.deps.db, ctx.actor, input.number)),

  document: publicQuery()
    .input(GetDocument)
    .output(InvoiceDocument)
    .query(({ ctx, input }) => readOwnDocument(ctx.deps.db, ctx.actor, input)),

  /** Exchanges the key of a mailed link for a grant to this member, or to this guest's cookie. */
  openLink: publicMutation()
    .input(OpenOrderLink)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { actor, cookies } = ctx;
      const holder = actor.kind === "user" ? { userId: actor.userId } : { guestHash: cookies.ensureGuest() };
      await openOrderLink(ctx.deps, holder, input);
      return null;
    }),

  /** Mails a new link to the address that the order was placed with. Responds alike whether there is such an order. */
  renewLink: publicMutation()
    .input(RenewOrderLink)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      await countMail(ctx, null);
      await renewOrderLink(ctx.deps, ctx.deps.settings, {
        number: input.number,
        mayMail: (email) => mayMailTo(ctx, email),
      });
      return null;
    }),

  cancel: publicMutation()
    .input(CancelOrder)
    .output(Order)
    .mutation(async ({ ctx, input }) => {
      await cancelOrder(ctx.deps, ctx.actor, input.number);
      return getOrder(ctx.deps, ctx.actor, input);
    }),

  /** Counts one download of a file, and returns the path that serves it for ten minutes. */
  startDownload: publicMutation()
    .input(StartDownload)
    .output(StartedDownload)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return startDownload(ctx.deps, input, { actor, address, requestId });
    }),

  /** Begins the downloads of a line again, and mails new links if the budget of the mailbox allows it. Three times; after that staff can. */
  renewDownloads: publicMutation()
    .input(RenewDownloads)
    .output(Order)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await countMail(ctx, null);
      await renewOwnDownloads(ctx.deps, input, {
        actor,
        address,
        requestId,
        mayMail: (email) => mayMailTo(ctx, email),
      });
      return getOrder(ctx.deps, ctx.actor, input);
    }),

  requestReturn: publicMutation()
    .input(RequestReturn)
    .output(RequestedReturn)
    .mutation(({ ctx, input }) => requestReturn(ctx.deps, ctx.actor, input)),
});
