import { z } from "zod";
import { CustomerId } from "./ids.ts";
import { NoteText, OrderNotes, OrderTag, TAGS_MAX } from "./order-notes.ts";
import { RowVersion } from "./row-version.ts";

/** What staff write on customers: notes and tags, by the rules of those on orders. Customers never see any of it. */
export const CustomerNotes = OrderNotes;
export type CustomerNotes = z.infer<typeof CustomerNotes>;

export const AdminCustomerNotes = z.strictObject({ id: CustomerId });
/** `noteId` is made by the client. A repeated request adds one note. */
export const AdminAddCustomerNote = z.strictObject({ id: CustomerId, noteId: z.uuid(), body: NoteText });
export const AdminEditCustomerNote = z.strictObject({ noteId: z.uuid(), version: RowVersion, body: NoteText });
export const AdminRemoveCustomerNote = z.strictObject({ noteId: z.uuid(), version: RowVersion });

/** Adds and removes tags. What is there already, or gone already, is no mistake. */
export const AdminChangeCustomerTags = z
  .strictObject({
    id: CustomerId,
    add: z.array(OrderTag).max(TAGS_MAX).optional(),
    remove: z.array(OrderTag).max(TAGS_MAX).optional(),
  })
  .refine(({ add = [], remove = [] }) => add.length + remove.length > 0, { path: ["add"] });
