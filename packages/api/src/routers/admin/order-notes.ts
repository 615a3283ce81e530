import { AdminChangeContact, ChangedContact } from "@cartwright/contracts/order-contact";
import {
  AdminAddNote,
  AdminChangeTags,
  AdminEditNote,
  AdminOrderNotes,
  AdminRemoveNote,
  OrderNotes,
  TagChoices,
} from "@cartwright/contracts/order-notes";
import { changeContactAsStaff } from "@cartwright/core/admin/change-contact";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import {
  addNoteAsStaff,
  changeTagsAsStaff,
  editNoteAsStaff,
  listOrderTags,
  readOrderNotes,
  removeNoteAsStaff,
} from "@cartwright/core/admin/order-notes";
import { NoInput, staffProcedure } from "../../trpc.ts";

/** What staff write on an order and change of it, as part of `admin.orders`. Shoppers see neither notes nor tags. */
export const orderNotes = {
  notes: staffProcedure("orders:read")
    .input(AdminOrderNotes)
    .output(OrderNotes)
    .query(({ ctx, input }) => readOrderNotes(ctx.deps.db, input.number, ctx.actor.userId)),

  /** Tags to choose from. */
  tags: staffProcedure("orders:read")
    .input(NoInput)
    .output(TagChoices)
    .query(({ ctx }) => listOrderTags(ctx.deps.db)),

  addNote: staffProcedure("orders:edit")
    .input(AdminAddNote)
    .output(OrderNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await addNoteAsStaff(ctx.deps, input, { actor, address, requestId });
      return readOrderNotes(ctx.deps.db, input.number, actor.userId);
    }),

  /** Only by who wrote it. */
  editNote: staffProcedure("orders:edit")
    .input(AdminEditNote)
    .output(OrderNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const number = await editNoteAsStaff(ctx.deps, input, { actor, address, requestId });
      return readOrderNotes(ctx.deps.db, number, actor.userId);
    }),

  /** Only by who wrote it. */
  removeNote: staffProcedure("orders:edit")
    .input(AdminRemoveNote)
    .output(OrderNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const number = await removeNoteAsStaff(ctx.deps, input, { actor, address, requestId });
      return readOrderNotes(ctx.deps.db, number, actor.userId);
    }),

  /** Address and email, until anything is packed. What the order costs stays. */
  changeContact: staffProcedure("orders:edit")
    .input(AdminChangeContact)
    .output(ChangedContact)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await changeContactAsStaff(ctx.deps, { site: ctx.deps.settings, input }, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, input.number) };
    }),

  changeTags: staffProcedure("orders:edit")
    .input(AdminChangeTags)
    .output(OrderNotes)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await changeTagsAsStaff(ctx.deps, input, { actor, address, requestId });
      return readOrderNotes(ctx.deps.db, input.number, actor.userId);
    }),
};
