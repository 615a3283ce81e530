import { NOTES_MAX } from "@cartwright/contracts/order-notes";
import type { CustomerId, UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import {
  countNotes,
  type CustomerNoteRow,
  deleteNote,
  insertNote,
  selectNote,
  updateNote,
} from "./customer-notes.sql.ts";
import { lockCustomers } from "./customers.sql.ts";

const details = getTranslations("errorDetails");

/**
 * Adds a note on a customer. Idempotent by id: returns whether this call added it. Throws `not_found`, `invalid_input` (too many) and
 * `idempotency_conflict`.
 */
export async function addCustomerNote(
  tx: Tx,
  note: {
    readonly id: string;
    readonly customerId: CustomerId;
    readonly authorId: UserId;
    readonly body: string;
  },
): Promise<boolean> {
  const { id, customerId, authorId } = note;
  if ((await lockCustomers(tx, [customerId])).length === 0) throw new AppError("not_found");
  const earlier = await selectNote(tx, id);
  if (earlier && (earlier.customerId !== customerId || earlier.authorId !== authorId)) {
    throw new AppError("idempotency_conflict");
  }
  if (earlier) return false;
  if ((await countNotes(tx, customerId)) >= NOTES_MAX) {
    throw new AppError("invalid_input", { message: details("customerNotesMax", { max: NOTES_MAX }) });
  }
  if (!(await insertNote(tx, note))) throw new AppError("idempotency_conflict");
  return true;
}

/** Reads a note that the person wrote. Throws `not_found`, and `forbidden` when someone else wrote it. */
async function findOwnNote(tx: Tx, id: string, authorId: UserId): Promise<CustomerNoteRow> {
  const note = await selectNote(tx, id);
  if (!note) throw new AppError("not_found");
  if (note.authorId !== authorId) throw new AppError("forbidden", { message: details("noteOfAnother") });
  return note;
}

/** Changes the text of one's own note. Throws `not_found`, `forbidden` and `stale_write`. */
export async function editCustomerNote(
  tx: Tx,
  note: { readonly id: string; readonly version: number; readonly authorId: UserId; readonly body: string },
): Promise<CustomerNoteRow> {
  const before = await findOwnNote(tx, note.id, note.authorId);
  if (!(await updateNote(tx, note))) throw new AppError("stale_write", { message: details("customerNoteChanged") });
  return before;
}

/** Removes one's own note. Throws `not_found`, `forbidden` and `stale_write`. */
export async function removeCustomerNote(
  tx: Tx,
  note: { readonly id: string; readonly version: number; readonly authorId: UserId },
): Promise<CustomerNoteRow> {
  const before = await findOwnNote(tx, note.id, note.authorId);
  if (!(await deleteNote(tx, note))) throw new AppError("stale_write", { message: details("customerNoteChanged") });
  return before;
}
