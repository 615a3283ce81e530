import type {
  AdminAddCustomerNote,
  AdminChangeCustomerTags,
  AdminEditCustomerNote,
  AdminRemoveCustomerNote,
  CustomerNotes,
} from "@cartwright/contracts/customer-notes";
import type { CustomerId, UserId } from "@cartwright/contracts/ids";
import { NOTES_MAX, TAG_CHOICES_MAX } from "@cartwright/contracts/order-notes";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { addCustomerNote, editCustomerNote, removeCustomerNote } from "../../accounts/customers/change-notes.ts";
import { changeCustomerTags } from "../../accounts/customers/change-tags.ts";
import { selectNotes, selectTagChoices, selectTags } from "../../accounts/customers/read-notes.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { selectEmails } from "../audit.sql.ts";
import { changeWithAudit } from "../change-order.ts";
import type { PlainStaffAct } from "../staff-act.ts";
import { selectCustomer } from "./customer.sql.ts";

/** The notes and tags of a customer, as one of the staff sees them. Throws `not_found`. */
export async function readCustomerNotes(db: Db, id: CustomerId, reader: UserId): Promise<CustomerNotes> {
  if (!(await selectCustomer(db, id))) throw new AppError("not_found");
  const [notes, tags] = await Promise.all([selectNotes(db, id, NOTES_MAX), selectTags(db, id)]);
  const authors = await selectEmails(db, [...new Set(notes.flatMap(({ authorId }) => authorId ?? []))]);
  return {
    tags,
    notes: notes.map(({ id: noteId, body, authorId, version, createdAt, editedAt }) => ({
      id: noteId,
      body,
      author: authorId === null ? null : (authors.get(authorId) ?? null),
      isMine: authorId === reader,
      version,
      createdAt: createdAt.toISOString(),
      editedAt: editedAt?.toISOString() ?? null,
    })),
  };
}

/** Tags that customers have, to choose from. */
export async function listCustomerTags(db: Db): Promise<string[]> {
  return selectTagChoices(db, TAG_CHOICES_MAX);
}

/** The audit log says who changed which note, not what it said: a note may be removed for what it says. */
const noteOf = (action: string, id: CustomerId, note: { readonly id: string; readonly body: string }) => ({
  action,
  subject: { kind: "customer", id },
  after: { noteId: note.id, characters: note.body.length },
});

/** Adds a note, once for each `noteId`. Throws `not_found`, `invalid_input` and `idempotency_conflict`. */
export async function addCustomerNoteAsStaff(
  deps: Deps,
  input: z.infer<typeof AdminAddCustomerNote>,
  act: PlainStaffAct,
) {
  const { id: customerId, noteId: id, body } = input;
  await changeWithAudit(deps, act, async (tx) => {
    const added = await addCustomerNote(tx, { id, customerId, body, authorId: act.actor.userId });
    return { result: null, note: added ? noteOf("customers.add_note", customerId, { id, body }) : null };
  });
}

/** Returns the customer's id, as removing does. Throws `not_found`, `forbidden` and `stale_write`. */
export async function editCustomerNoteAsStaff(
  deps: Deps,
  input: z.infer<typeof AdminEditCustomerNote>,
  act: PlainStaffAct,
): Promise<CustomerId> {
  const { noteId: id, version, body } = input;
  return changeWithAudit(deps, act, async (tx) => {
    const { customerId } = await editCustomerNote(tx, { id, version, body, authorId: act.actor.userId });
    return { result: customerId, note: noteOf("customers.edit_note", customerId, { id, body }) };
  });
}

/** Errors are those of {@link editCustomerNoteAsStaff}. */
export async function removeCustomerNoteAsStaff(
  deps: Deps,
  input: z.infer<typeof AdminRemoveCustomerNote>,
  act: PlainStaffAct,
): Promise<CustomerId> {
  const { noteId: id, version } = input;
  return changeWithAudit(deps, act, async (tx) => {
    const removed = await removeCustomerNote(tx, { id, version, authorId: act.actor.userId });
    return { result: removed.customerId, note: noteOf("customers.remove_note", removed.customerId, removed) };
  });
}

/** Adds and removes tags of a customer. Throws `not_found` and `invalid_input`. */
export async function changeCustomerTagsAsStaff(
  deps: Deps,
  input: z.infer<typeof AdminChangeCustomerTags>,
  act: PlainStaffAct,
): Promise<void> {
  const { id, add = [], remove = [] } = input;
  await changeWithAudit(deps, act, async (tx) => {
    const { before, after } = await changeCustomerTags(tx, id, { add, remove });
    const note = { action: "customers.change_tags", subject: { kind: "customer", id } };
    const isChanged = before.join() !== after.join();
    return { result: null, note: isChanged ? { ...note, before: { tags: before }, after: { tags: after } } : null };
  });
}
