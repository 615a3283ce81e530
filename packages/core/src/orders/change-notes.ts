import { NOTES_MAX } from "@cartwright/contracts/order-notes";
import type { OrderId, UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { countNotes, deleteNote, insertNote, type NoteRow, selectNote, updateNote } from "./order-notes.sql.ts";
import { lockOrders, updateSearch } from "./orders.sql.ts";

const details = getTranslations("errorDetails");

/** Adds a note to an order. Idempotent by id: returns whether this call added it. Throws `not_found` and `invalid_input`. */
export async function addNote(
  tx: Tx,
  note: { readonly id: string; readonly orderId: OrderId; readonly authorId: UserId; readonly body: string },
): Promise<boolean> {
  const { id, orderId, authorId } = note;
  if (!(await lockOrders(tx, [orderId])).has(orderId)) throw new AppError("not_found");
  const earlier = await selectNote(tx, id);
  if (earlier && (earlier.orderId !== orderId || earlier.authorId !== authorId)) {
    throw new AppError("idempotency_conflict");
  }
  if (earlier) return false;
  if ((await countNotes(tx, orderId)) >= NOTES_MAX) {
    throw new AppError("invalid_input", { message: details("notesMax", { max: NOTES_MAX }) });
  }
  if (!(await insertNote(tx, note))) throw new AppError("idempotency_conflict");
  await updateSearch(tx, [orderId]);
  return true;
}

/** Locks the order of a note and reads the note. Throws `not_found`, and `forbidden` when someone else wrote it. */
async function lockOwnNote(tx: Tx, id: string, authorId: UserId): Promise<NoteRow> {
  const note = await selectNote(tx, id);
  if (!note) throw new AppError("not_found");
  await lockOrders(tx, [note.orderId]);
  if (note.authorId !== authorId) throw new AppError("forbidden", { message: details("noteOfAnother") });
  return note;
}

/** Changes the text of one's own note. Throws `not_found`, `forbidden` and `stale_write`. */
export async function editNote(
  tx: Tx,
  note: { readonly id: string; readonly version: number; readonly authorId: UserId; readonly body: string },
): Promise<NoteRow> {
  const before = await lockOwnNote(tx, note.id, note.authorId);
  if (!(await updateNote(tx, note))) throw new AppError("stale_write", { message: details("noteChanged") });
  await updateSearch(tx, [before.orderId]);
  return before;
}

/** Removes one's own note. Throws `not_found`, `forbidden` and `stale_write`. */
export async function removeNote(
  tx: Tx,
  note: { readonly id: string; readonly version: number; readonly authorId: UserId },
): Promise<NoteRow> {
  const before = await lockOwnNote(tx, note.id, note.authorId);
  if (!(await deleteNote(tx, note))) throw new AppError("stale_write", { message: details("noteChanged") });
  await updateSearch(tx, [before.orderId]);
  return before;
}
