import {
  AdminEraseCustomer,
  AdminGetCustomer,
  AdminListCustomers,
  Customer,
  CustomerPage,
} from "@cartwright/contracts/admin-people";
import {
  AdminAddCustomerNote,
  AdminChangeCustomerTags,
  AdminCustomerNotes,
  AdminEditCustomerNote,
  AdminRemoveCustomerNote,
  CustomerNotes,
} from "@cartwright/contracts/customer-notes";
import { AdminMergeCustomers, AdminPreviewMerge, MergedInto, MergePreview } from "@cartwright/contracts/customer-merge";
import { TagChoices } from "@cartwright/contracts/order-notes";
import {
  addCustomerNoteAsStaff,
  changeCustomerTagsAsStaff,
  editCustomerNoteAsStaff,
  listCustomerTags,
  readCustomerNotes,
  removeCustomerNoteAsStaff,
} from "@cartwright/core/admin/customers/customer-notes";
import { getCustomer } from "@cartwright/core/admin/customers/get-customer";
import { listCustomers } from "@cartwright/core/admin/customers/list-customers";
import { mergeCustomers, previewMerge } from "@cartwright/core/admin/customers/merge-customers";
import { eraseCustomer } from "@cartwright/core/accounts/customers/erase-customer";
import { clearCart } from "@cartwright/core/cart/clear-cart";
import { UserId } from "@cartwright/contracts/ids";
import { NoInput, Nothing, router, staffProcedure } from "../../trpc.ts";
import { accountsOf } from "../account-deps.ts";
import { accountActs } from "./account-acts.ts";

/** Customers, members and guests, for staff. Acts on accounts are for members. */
export const adminCustomersRouter = router({
  list: staffProcedure("customers:read")
    .input(AdminListCustomers.prefault({}))
    .output(CustomerPage)
    .query(({ ctx, input }) => listCustomers(ctx.deps.db, input, ctx.actor.role)),

  get: staffProcedure("customers:read")
    .input(AdminGetCustomer)
    .output(Customer)
    .query(({ ctx, input }) => {
      const { locateAddress } = accountsOf(ctx.deps);
      return getCustomer(ctx.deps.db, input.id, { role: ctx.actor.role, locateAddress });
    }),

  notes: staffProcedure("customers:read")
    .input(AdminCustomerNotes)
    .output(CustomerNotes)
    .query(({ ctx, input }) => readCustomerNotes(ctx.deps.db, input.id, ctx.actor.userId)),

  /** Tags to choose from. */
  tags: staffProcedure("customers:read")
    .input(NoInput)
    .output(TagChoices)
    .query(({ ctx }) => listCustomerTags(ctx.deps.db)),

  addNote: staffProcedure("customers:edit")
    .input(AdminAddCustomerNote)
    .output(CustomerNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await addCustomerNoteAsStaff(ctx.deps, input, { actor, address, requestId });
      return readCustomerNotes(ctx.deps.db, input.id, actor.userId);
    }),

  /** Only by who wrote it. */
  editNote: staffProcedure("customers:edit")
    .input(AdminEditCustomerNote)
    .output(CustomerNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const id = await editCustomerNoteAsStaff(ctx.deps, input, { actor, address, requestId });
      return readCustomerNotes(ctx.deps.db, id, actor.userId);
    }),

  /** Only by who wrote it. */
  removeNote: staffProcedure("customers:edit")
    .input(AdminRemoveCustomerNote)
    .output(CustomerNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const id = await removeCustomerNoteAsStaff(ctx.deps, input, { actor, address, requestId });
      return readCustomerNotes(ctx.deps.db, id, actor.userId);
    }),

  changeTags: staffProcedure("customers:edit")
    .input(AdminChangeCustomerTags)
    .output(CustomerNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await changeCustomerTagsAsStaff(ctx.deps, input, { actor, address, requestId });
      return readCustomerNotes(ctx.deps.db, input.id, actor.userId);
    }),

  /** What a merge would do. Changes nothing. */
  previewMerge: staffProcedure("customers:merge")
    .input(AdminPreviewMerge)
    .output(MergePreview)
    .query(({ ctx, input }) => previewMerge(ctx.deps.db, input, ctx.actor.role)),

  /** Merges one customer of a person into another. */
  merge: staffProcedure("customers:merge")
    .input(AdminMergeCustomers)
    .output(MergedInto)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await mergeCustomers(ctx.deps, input, { actor, address, requestId, reason: input.reason });
      await clearCart(ctx.deps, { ...actor, userId: UserId.parse(input.goneId), role: "shopper" });
      return { keptId: input.keptId };
    }),

  /** Deletes a customer at their request. Orders and documents stay. */
  erase: staffProcedure("customers:erase")
    .input(AdminEraseCustomer)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const act = {
        actorId: actor.userId,
        address,
        requestId,
        reason: input.reason,
        needs: "customers:erase",
      } as const;
      await eraseCustomer(ctx.deps, input.id, act);
      await clearCart(ctx.deps, { ...actor, userId: UserId.parse(input.id), role: "shopper" });
      return null;
    }),

  ...accountActs("customers", {
    unlock: "customers:unlock",
    endSessions: "customers:end-sessions",
    disable: "customers:disable",
    resetSecondFactor: "customers:reset-second-factor",
  }),
});
