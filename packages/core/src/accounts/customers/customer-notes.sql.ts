import type { CustomerId, UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface CustomerNoteRow {
  readonly id: string;
  readonly customerId: CustomerId;
  readonly authorId: UserId | null;
  readonly body: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

const NOTE = sql`
  select id, customer_id as "customerId", author_id as "authorId", body, version, created_at as "createdAt", edited_at as "editedAt"
  from accounts.customer_notes`;

/** The notes on a customer, the newest first. */
export async function selectNotes(db: Db | Tx, customerId: CustomerId, limit: number): Promise<CustomerNoteRow[]> {
  const { rows } = await sql<CustomerNoteRow>`
    ${NOTE} where customer_id = ${customerId} order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function selectNote(tx: Tx, id: string): Promise<CustomerNoteRow | null> {
  const { rows } = await sql<CustomerNoteRow>`${NOTE} where id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export async function countNotes(tx: Tx, customerId: CustomerId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from accounts.customer_notes where customer_id = ${customerId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** False when the id is taken. */
export async function insertNote(
  tx: Tx,
  note: { readonly id: string; readonly customerId: CustomerId; readonly authorId: UserId; readonly body: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into accounts.customer_notes (id, customer_id, author_id, body)
    values (${note.id}, ${note.customerId}, ${note.authorId}, ${note.body}) on conflict (id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Zero rows mean that it has another version, or is gone. */
export async function updateNote(
  tx: Tx,
  note: { readonly id: string; readonly version: number; readonly body: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update accounts.customer_notes set body = ${note.body}, version = version + 1, edited_at = now()
    where id = ${note.id} and version = ${note.version}`.execute(tx);
  return numAffectedRows === 1n;
}

export async function deleteNote(tx: Tx, note: { readonly id: string; readonly version: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from accounts.customer_notes where id = ${note.id} and version = ${note.version}`.execute(tx);
  return numAffectedRows === 1n;
}
