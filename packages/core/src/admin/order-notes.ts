import type { OrderNumber, UserId } from "@cartwright/contracts/ids";
import {
  type AdminAddNote,
  type AdminChangeTags,
  type AdminEditNote,
  type AdminRemoveNote,
  NOTES_MAX,
  type OrderNotes,
  TAG_CHOICES_MAX,
} from "@cartwright/contracts/order-notes";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import type { Deps } from "../kernel/deps.ts";
import { addNote, editNote, removeNote } from "../orders/change-notes.ts";
import { changeTags } from "../orders/change-tags.ts";
import { selectNotes, selectTagChoices, selectTags } from "../orders/read-notes.ts";
import { selectEmails } from "./audit.sql.ts";
import { changeWithAudit } from "./change-order.ts";
import { requireOrder } from "./require-order.ts";
import type { PlainStaffAct } from "./staff-act.ts";

/** The notes and tags of an order, as one of the staff sees them. Throws `not_found`. */
export async function readOrderNotes(db: Db, number: OrderNumber, reader: UserId): Promise<OrderNotes> {
  const orderId = (await requireOrder(db, number)).id;
  const [notes, tags] = await Promise.all([selectNotes(db, orderId, NOTES_MAX), selectTags(db, orderId)]);
  const authors = await selectEmails(db, [...new Set(notes.flatMap(({ authorId }) => authorId ?? []))]);
  return {
    tags,
    notes: notes.map(({ id, body, authorId, version, createdAt, editedAt }) => ({
      id,
      body,
      author: authorId === null ? null : (authors.get(authorId) ?? null),
      isMine: authorId === reader,
      version,
      createdAt: createdAt.toISOString(),
      editedAt: editedAt?.toISOString() ?? null,
    })),
  };
}

/** Tags that orders have, to choose from. */
export async function listOrderTags(db: Db): Promise<string[]> {
  return selectTagChoices(db, TAG_CHOICES_MAX);
}

/** The audit log says who changed which note, not what it said: a note may be removed for what it says. */
const noteOf = (action: string, number: OrderNumber, note: { readonly id: string; readonly body: string }) => ({
  action,
  subject: { kind: "order", id: number },
  after: { noteId: note.id, characters: note.body.length },
});

export async function addNoteAsStaff(deps: Deps, input: z.infer<typeof AdminAddNote>, act: PlainStaffAct) {
  const { number, noteId: id, body } = input;
  const orderId = (await requireOrder(deps.db, number)).id;
  await changeWithAudit(deps, act, async (tx) => {
    const added = await addNote(tx, { id, orderId, body, authorId: act.actor.userId });
    return { result: null, note: added ? noteOf("orders.add_note", number, { id, body }) : null };
  });
}

/** Returns the order's number, as removing does. */
export async function editNoteAsStaff(deps: Deps, input: z.infer<typeof AdminEditNote>, act: PlainStaffAct) {
  const { noteId: id, version, body } = input;
  return changeWithAudit(deps, act, async (tx) => {
    const { number } = await editNote(tx, { id, version, body, authorId: act.actor.userId });
    return { result: number, note: noteOf("orders.edit_note", number, { id, body }) };
  });
}

export async function removeNoteAsStaff(deps: Deps, input: z.infer<typeof AdminRemoveNote>, act: PlainStaffAct) {
  const { noteId: id, version } = input;
  return changeWithAudit(deps, act, async (tx) => {
    const removed = await removeNote(tx, { id, version, authorId: act.actor.userId });
    return { result: removed.number, note: noteOf("orders.remove_note", removed.number, removed) };
  });
}

/** Adds and removes tags of an order. Returns those that it did not have before, and those that it had. */
export async function changeTagsAsStaff(
  deps: Deps,
  input: AdminChangeTags,
  act: PlainStaffAct,
): Promise<{ readonly added: string[]; readonly removed: string[] }> {
  const { number, add = [], remove = [] } = input;
  const orderId = (await requireOrder(deps.db, number)).id;
  return changeWithAudit(deps, act, async (tx) => {
    const { before, after } = await changeTags(tx, orderId, { add, remove });
    const added = after.filter((tag) => !before.includes(tag));
    const removed = before.filter((tag) => !after.includes(tag));
    const note = { action: "orders.change_tags", subject: { kind: "order", id: number } };
    return {
      result: { added, removed },
      note: added.length + removed.length === 0 ? null : { ...note, before: { tags: before }, after: { tags: after } },
    };
  });
}
