import type { OrderId, OrderNumber, UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface NoteRow {
  readonly id: string;
  readonly orderId: OrderId;
  readonly number: OrderNumber;
  readonly authorId: UserId | null;
  readonly body: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

const NOTE = sql`
  select note.id, note.order_id as "orderId", o.number, note.author_id as "authorId", note.body,
    note.version, note.created_at as "createdAt", note.edited_at as "editedAt"
  from orders.order_notes as note join orders.orders as o on o.id = note.order_id`;

/** The notes of an order, the newest first. */
export async function selectNotes(db: Db, orderId: OrderId, limit: number): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    ${NOTE} where note.order_id = ${orderId} order by note.created_at desc, note.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function selectNote(tx: Tx, id: string): Promise<NoteRow | null> {
  const { rows } = await sql<NoteRow>`${NOTE} where note.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export async function countNotes(tx: Tx, orderId: OrderId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from orders.order_notes where order_id = ${orderId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** False when the id is taken. */
export async function insertNote(
  tx: Tx,
  note: { readonly id: string; readonly orderId: OrderId; readonly authorId: UserId; readonly body: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.order_notes (id, order_id, author_id, body)
    values (${note.id}, ${note.orderId}, ${note.authorId}, ${note.body}) on conflict (id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Zero rows mean that it has another version, or is gone. */
export async function updateNote(
  tx: Tx,
  note: { readonly id: string; readonly version: number; readonly body: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders.order_notes set body = ${note.body}, version = version + 1, edited_at = now()
    where id = ${note.id} and version = ${note.version}`.execute(tx);
  return numAffectedRows === 1n;
}

export async function deleteNote(tx: Tx, note: { readonly id: string; readonly version: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from orders.order_notes where id = ${note.id} and version = ${note.version}`.execute(tx);
  return numAffectedRows === 1n;
}
