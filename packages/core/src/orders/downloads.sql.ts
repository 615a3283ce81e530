import { DOWNLOADS_MAX, type LineDownloads, RENEWALS_MAX } from "@cartwright/contracts/downloads";
import type { OrderId, OrderNumber, ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Whether the goods of the order `o` may be used: it was confirmed, and neither cancelled nor refunded in full. */
const IN_FORCE = sql`o.status in ('confirmed', 'completed') and o.payment_status <> 'refunded'`;

/** Of the grant `d` of the order `o`: what may be downloaded. */
const VIEW = sql`json_build_object(
  'expiresAt', to_char(d.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'open', ${IN_FORCE} and d.expires_at > now(), 'renewalsLeft', greatest(0, ${RENEWALS_MAX} - d.renewals),
  'files', (select coalesce(json_agg(json_build_object(
      'id', f.file_id, 'name', f.name, 'bytes', f.bytes, 'left', ${DOWNLOADS_MAX} - f.used) order by f.file_id), '[]')
    from orders.download_files as f where f.order_id = d.order_id and f.position = d.position))`;

/** Of the line `line` of the order `o`: its downloads as JSON, or null. */
export const LINE_DOWNLOADS = sql`(select ${VIEW} from orders.downloads as d
  where d.order_id = line.order_id and d.position = line.position)`;

/** The lines of some orders that are not shipped. */
export async function selectDigitalLines(
  tx: Tx,
  orderIds: readonly OrderId[],
): Promise<{ readonly orderId: OrderId; readonly position: number; readonly productId: ProductId }[]> {
  const { rows } = await sql<{ orderId: OrderId; position: number; productId: ProductId }>`
    select order_id as "orderId", position, product_id as "productId" from orders.order_lines
    where order_id = any(${orderIds}::uuid[]) and not requires_shipping order by order_id, position`.execute(tx);
  return rows;
}

export interface GrantedFile {
  readonly orderId: OrderId;
  readonly position: number;
  readonly fileId: string;
  readonly storageKey: string;
  readonly name: string;
  readonly bytes: number;
}

/** Lets the buyers of some lines download these files, for so many days. Repeating it changes nothing. */
export async function insertDownloads(tx: Tx, files: readonly GrantedFile[], days: number): Promise<void> {
  if (files.length === 0) return;
  await sql`
    with given as (
      select * from unnest(
        ${files.map((file) => file.orderId)}::uuid[], ${files.map((file) => file.position)}::smallint[],
        ${files.map((file) => file.fileId)}::uuid[], ${files.map((file) => file.storageKey)}::text[],
        ${files.map((file) => file.name)}::text[], ${files.map((file) => file.bytes)}::bigint[]
      ) as file (order_id, position, file_id, storage_key, name, bytes)
    ), granted as (
      insert into orders.downloads (order_id, position, expires_at)
      select distinct order_id, position, now() + ${days} * interval '1 day' from given
      on conflict do nothing
      returning order_id, position
    )
    insert into orders.download_files (order_id, position, file_id, storage_key, name, bytes)
    select given.* from given join granted using (order_id, position)`.execute(tx);
}

export interface KeyedLine {
  readonly orderId: OrderId;
  readonly position: number;
  readonly title: string;
}

/** The lines of some orders that have downloads. */
export async function selectDownloadLines(tx: Tx, orderIds: readonly OrderId[]): Promise<KeyedLine[]> {
  const { rows } = await sql<KeyedLine>`
    select d.order_id as "orderId", d.position, line.title
    from orders.downloads as d join orders.order_lines as line on line.order_id = d.order_id and line.position = d.position
    where d.order_id = any(${orderIds}::uuid[])
      and not exists (select from orders.link_revocations as revoked where revoked.order_id = d.order_id)
    order by d.order_id, d.position`.execute(tx);
  return rows;
}

/** Replaces the keys of grants. Earlier links stop working. */
export async function updateDownloadKeys(
  tx: Tx,
  keys: readonly { readonly orderId: OrderId; readonly position: number; readonly keyHash: Buffer }[],
): Promise<void> {
  await sql`
    update orders.downloads as d set key_hash = given.key_hash
    from unnest(${keys.map((key) => key.orderId)}::uuid[], ${keys.map((key) => key.position)}::smallint[],
      ${keys.map((key) => key.keyHash)}::bytea[]) as given (order_id, position, key_hash)
    where d.order_id = given.order_id and d.position = given.position`.execute(tx);
}

/** Ends the mailed keys of an order's downloads, and the tickets of downloads that have begun. */
export async function deleteDownloadKeys(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`update orders.downloads set key_hash = null where order_id = ${orderId} and key_hash is not null`.execute(
    tx,
  );
  await sql`delete from orders.download_tickets where order_id = ${orderId}`.execute(tx);
}

/** What a key opens, whether it is still open or not. */
export async function selectByKey(
  db: Db,
  keyHash: Buffer,
): Promise<{
  readonly orderId: OrderId;
  readonly position: number;
  readonly number: OrderNumber;
  readonly title: string;
  readonly downloads: LineDownloads;
} | null> {
  const { rows } = await sql<NonNullable<Awaited<ReturnType<typeof selectByKey>>>>`
    select d.order_id as "orderId", d.position, o.number, line.title, ${VIEW} as downloads
    from orders.downloads as d
    join orders.orders as o on o.id = d.order_id
    join orders.order_lines as line on line.order_id = d.order_id and line.position = d.position
    where d.key_hash = ${keyHash}`.execute(db);
  return rows[0] ?? null;
}

interface DownloadOf {
  readonly orderId: OrderId;
  readonly position: number;
  readonly fileId: string;
}

/**
 * Counts a download and stores its ticket, in one statement. False when there is nothing to download: another file, expired,
 * used up, or the order is not in force.
 */
export async function insertTicket(
  tx: Tx,
  { orderId, position, fileId }: DownloadOf,
  ticket: { readonly hash: Buffer; readonly minutes: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with counted as (
      update orders.download_files as f set used = f.used + 1
      from orders.downloads as d join orders.orders as o on o.id = d.order_id
      where f.order_id = ${orderId} and f.position = ${position} and f.file_id = ${fileId} and f.used < ${DOWNLOADS_MAX}
        and d.order_id = f.order_id and d.position = f.position and d.expires_at > now() and ${IN_FORCE}
      returning f.order_id, f.position, f.file_id
    )
    insert into orders.download_tickets (ticket_hash, order_id, position, file_id, expires_at)
    select ${ticket.hash}, order_id, position, file_id, now() + ${ticket.minutes} * interval '1 minute' from counted`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** The stored file of a ticket. Null when it has expired or the order is no longer in force. */
export async function selectTicketFile(
  db: Db,
  ticketHash: Buffer,
): Promise<{ readonly storageKey: string; readonly name: string; readonly bytes: number } | null> {
  const { rows } = await sql<{ storageKey: string; name: string; bytes: number }>`
    select f.storage_key as "storageKey", f.name, f.bytes
    from orders.download_tickets as ticket
    join orders.download_files as f using (order_id, position, file_id)
    join orders.orders as o on o.id = ticket.order_id
    where ticket.ticket_hash = ${ticketHash} and ticket.expires_at > now() and ${IN_FORCE}`.execute(db);
  return rows[0] ?? null;
}

interface LineOfOrder {
  readonly orderId: OrderId;
  readonly position: number;
}

const renewable = (line: LineOfOrder, byOwner: boolean) => sql`
  d.order_id = ${line.orderId} and d.position = ${line.position} and o.id = d.order_id and ${IN_FORCE}
  and (not ${byOwner} or d.renewals < ${RENEWALS_MAX})`;

/** Whether {@link renewGrant} would renew a grant now. */
export async function selectRenewable(db: Db, line: LineOfOrder, byOwner: boolean): Promise<boolean> {
  const { rows } = await sql`
    select from orders.downloads as d, orders.orders as o where ${renewable(line, byOwner)}`.execute(db);
  return rows.length > 0;
}

/**
 * Begins a grant again: its days and counts. `byOwner` counts, and is refused after the last. False when it is, when the line
 * has no downloads, or when the order is not in force.
 */
export async function renewGrant(
  tx: Tx,
  line: LineOfOrder,
  { byOwner, days }: { readonly byOwner: boolean; readonly days: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with renewed as (
      update orders.downloads as d
      set expires_at = now() + ${days} * interval '1 day', renewals = d.renewals + ${byOwner ? 1 : 0}
      from orders.orders as o
      where ${renewable(line, byOwner)}
      returning d.order_id, d.position
    ), counts as (
      update orders.download_files as f set used = 0 from renewed
      where f.order_id = renewed.order_id and f.position = renewed.position
    )
    select from renewed`
    .execute(tx)
    .then((result) => ({ numAffectedRows: BigInt(result.rows.length) }));
  return numAffectedRows === 1n;
}

/** Deletes tickets that have expired, at most `limit`. Returns how many. */
export async function deleteExpiredTickets(db: Db, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from orders.download_tickets where ticket_hash in (
      select ticket_hash from orders.download_tickets where expires_at < now() limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
