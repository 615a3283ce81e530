import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { sql } from "kysely";

export type MailState = "queued" | "sent" | "failed";

export interface NewMail {
  readonly id: string;
  readonly template: string;
  readonly recipient: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly orderId: OrderId | null;
  readonly dedupeKey: string | null;
}

export interface StoredMail extends Omit<NewMail, "orderId" | "dedupeKey"> {
  readonly state: MailState;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** A mail with the order that it is about, if it is about one. */
export type MailOfOrder = StoredMail & { readonly orderId: OrderId | null };

/** Which mails count as left waiting. */
export interface SilentMails {
  readonly limit: number;
  /** Since they were queued, or queued again. */
  readonly silentMs: number;
  /** Attempts that one job makes. A mail that had so many was given up as a dead letter, and a person decides. */
  readonly attemptsMax: number;
}

/** Writes mails; of several with one dedupe key only the first. Returns the ids of those written. */
export async function insertMails(tx: Tx, mails: readonly NewMail[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into notifications.mails (id, template, recipient, subject, html, text, order_id, dedupe_key)
    select * from unnest(
      ${mails.map((mail) => mail.id)}::uuid[], ${mails.map((mail) => mail.template)}::text[],
      ${mails.map((mail) => mail.recipient)}::text[], ${mails.map((mail) => mail.subject)}::text[],
      ${mails.map((mail) => mail.html)}::text[], ${mails.map((mail) => mail.text)}::text[],
      ${mails.map((mail) => mail.orderId)}::uuid[], ${mails.map((mail) => mail.dedupeKey)}::text[])
    on conflict (dedupe_key) do nothing returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Whether a mail with a dedupe key has been queued, whatever became of it. */
export async function selectIsQueued(db: Db, dedupeKey: string): Promise<boolean> {
  const { rows } = await sql`select from notifications.mails where dedupe_key = ${dedupeKey}`.execute(db);
  return rows.length > 0;
}

/** Leases a queued mail for sending. Null when it is not queued or another process holds the lease. */
export async function leaseMail(db: Db, id: string, leaseSeconds: number): Promise<MailOfOrder | null> {
  const { rows } = await sql<MailOfOrder>`
    update notifications.mails
    set claimed_until = now() + ${leaseSeconds} * interval '1 second', attempts = attempts + 1
    where id = ${id} and state = 'queued' and (claimed_until is null or claimed_until < now())
    returning id, template, recipient, subject, html, text, state, created_at as "createdAt", sent_at as "sentAt",
      order_id as "orderId"`.execute(db);
  return rows[0] ?? null;
}

export async function selectMailState(db: Db, id: string): Promise<MailState | null> {
  const { rows } = await sql<{ state: MailState }>`select state from notifications.mails where id = ${id}`.execute(db);
  return rows[0]?.state ?? null;
}

/** The key in an order's link, as in orders/order-link.ts. */
const KEY = "#key=[A-Za-z0-9_-]{43}";

/** Of a mail that is over and carried a secret nothing is kept. */
const withoutText = () => sql`, html = '', text = ${getTranslations("mails")("secretNotKept")}`;

/** Marks a mail as sent. Keys of order links are removed from what is kept; with `forget`, its text is not kept at all. */
export async function markSent(db: Db, id: string, forget: boolean): Promise<void> {
  const body = forget
    ? withoutText()
    : sql`, html = regexp_replace(html, ${KEY}, '', 'g'), text = regexp_replace(text, ${KEY}, '', 'g')`;
  await sql`
    update notifications.mails set state = 'sent', sent_at = now(), claimed_until = null, error = null ${body}
    where id = ${id} and state = 'queued'`.execute(db);
}

/** Marks mails that are only recorded, never sent anywhere, in one step. */
export async function markRecorded(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update notifications.mails set state = 'sent', sent_at = now(), attempts = attempts + 1
    where id = any(${ids}::uuid[]) and state = 'queued'`.execute(db);
}

/** Records a failed attempt and releases the lease. `final` marks the mail as failed; with `forget`, its text is not kept then. */
export async function markAttemptFailed(
  db: Db,
  id: string,
  failure: { readonly error: string; readonly final: boolean; readonly forget: boolean },
): Promise<void> {
  const body = failure.final && failure.forget ? withoutText() : sql``;
  await sql`
    update notifications.mails
    set error = ${failure.error}, claimed_until = null, state = ${failure.final ? "failed" : "queued"} ${body}
    where id = ${id} and state = 'queued'`.execute(db);
}

/**
 * Marks unsent mails without a job as queued again, oldest first, and returns their ids. Leaves out mails that are being
 * sent and mails that used up their attempts. Concurrent calls never return the same mail.
 */
export async function takeSilentMails(tx: Tx, page: SilentMails): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update notifications.mails set requeued_at = now()
    where id = any(array(
      select id from notifications.mails
      where state = 'queued' and (claimed_until is null or claimed_until < now()) and attempts < ${page.attemptsMax}
        and coalesce(requeued_at, created_at) < now() - ${page.silentMs} * interval '1 millisecond'
      order by coalesce(requeued_at, created_at) limit ${page.limit} for update skip locked))
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

const LISTED = sql`id, template, recipient, subject, state, created_at as "createdAt", sent_at as "sentAt"`;

/** Mails, newest first, after a position. */
export async function selectMails(
  db: Db,
  page: { readonly after: readonly [position: string, id: string] | null; readonly limit: number },
) {
  const from = page.after
    ? sql`where (created_at, id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : sql``;
  const { rows } = await sql<Omit<StoredMail, "html" | "text"> & { position: string }>`
    select ${LISTED}, created_at::text as position from notifications.mails ${from}
    order by created_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function selectMail(db: Db, id: string): Promise<MailOfOrder | null> {
  const { rows } = await sql<MailOfOrder>`
    select ${LISTED}, html, text, order_id as "orderId" from notifications.mails where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Deletes the mails to an address that are not about an order, sent or not. One being sent still goes out, without a row. */
export async function deleteMailsTo(tx: Tx, recipient: string): Promise<void> {
  await tx.deleteFrom("notifications.mails").where("recipient", "=", recipient).where("order_id", "is", null).execute();
}
