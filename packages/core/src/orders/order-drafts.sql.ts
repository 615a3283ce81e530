import type { Address } from "@cartwright/contracts/checkout";
import type { OrderId, OrderNumber, UserId, VariantId } from "@cartwright/contracts/ids";
import type { DraftState } from "@cartwright/contracts/order-drafts";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";

export interface StoredDraft {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly state: DraftState;
  readonly email: string;
  readonly shippingAddress: Address | null;
  readonly shippingMethodId: string | null;
  readonly discountKind: "percentage" | "fixed" | null;
  /** In basis points, or in minor units. */
  readonly discountValue: number | null;
  readonly discountReason: string;
  readonly note: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly linkExpiresAt: Date | null;
  readonly orderNumber: OrderNumber | null;
  /** Its order is waiting for its payment, or was paid. */
  readonly isTaken: boolean;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

/**
 * Whether the order `o` was confirmed: it stays paid for, whatever becomes of it. A value instead of `exists`, which Postgres may
 * answer by reading the events of all orders.
 */
const PAID = sql`coalesce((select true from orders.order_events as event
  where event.order_id = o.id and event.type = 'order.confirmed' limit 1), false)`;

/** Whether the order `o` waits for its payment or was paid. */
const IS_TAKEN = sql`(coalesce(o.status <> 'cancelled', false) or ${PAID})`;
const ORDER_NUMBER = sql`case when ${IS_TAKEN} then o.number end`;

/** The state of the draft `d` with its order `o`. */
const STATE = sql`case when ${PAID} then 'paid' when d.link_hash is null then 'open'
  when d.link_expires_at > now() then 'sent' else 'expired' end`;

const DRAFT = sql`d.id, d.number, d.version, ${STATE} as state, d.email, d.shipping_address as "shippingAddress",
  d.shipping_method_id as "shippingMethodId", d.discount_kind as "discountKind", d.discount_value as "discountValue",
  d.discount_reason as "discountReason", d.note, d.created_at as "createdAt", d.sent_at as "sentAt",
  d.link_expires_at as "linkExpiresAt", ${IS_TAKEN} as "isTaken", ${ORDER_NUMBER} as "orderNumber",
  (select json_agg(json_build_object('variantId', line.variant_id, 'quantity', line.quantity) order by line.position)
    from orders.draft_lines as line where line.draft_id = d.id) as lines`;

export async function selectDraft(db: Db | Tx, id: string): Promise<StoredDraft | null> {
  const { rows } = await sql<StoredDraft>`
    select ${DRAFT} from orders.drafts as d left join orders.orders as o on o.id = d.order_id where d.id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The draft that a payment link opens now. */
export async function selectLinkedDraft(db: Db | Tx, linkHash: Buffer): Promise<StoredDraft | null> {
  const { rows } = await sql<StoredDraft>`
    select ${DRAFT} from orders.drafts as d left join orders.orders as o on o.id = d.order_id
    where d.link_hash = ${linkHash} and d.link_expires_at > now()`.execute(db);
  return rows[0] ?? null;
}

/** Locks a draft by its id or by the hash of its link, so that it is changed, sent and paid by one at a time. */
export async function lockDraft(tx: Tx, by: { readonly id: string } | { readonly linkHash: Buffer }): Promise<void> {
  const found = "id" in by ? sql`id = ${by.id}` : sql`link_hash = ${by.linkHash}`;
  await sql`select from orders.drafts where ${found} for update`.execute(tx);
}

export interface DraftContent {
  readonly id: string;
  readonly email: string;
  readonly shippingAddress: Address | null;
  readonly shippingMethodId: string | null;
  readonly discount: { readonly kind: "percentage" | "fixed"; readonly value: number; readonly reason: string } | null;
  readonly note: string;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

/** False when the id is taken. */
export async function insertDraft(tx: Tx, draft: DraftContent, by: UserId): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.drafts (id, email, shipping_address, shipping_method_id, discount_kind, discount_value, discount_reason, note, created_by)
    values (${draft.id}, ${draft.email}, ${addressOf(draft)}::jsonb, ${draft.shippingMethodId}, ${draft.discount?.kind ?? null},
      ${draft.discount?.value ?? null}, ${draft.discount?.reason ?? ""}, ${draft.note}, ${by})
    on conflict (id) do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await insertLines(tx, draft);
  return true;
}

/** Replaces what is in a locked draft. */
export async function updateDraft(tx: Tx, draft: DraftContent): Promise<void> {
  await sql`
    update orders.drafts set version = version + 1, updated_at = now(), email = ${draft.email},
      shipping_address = ${addressOf(draft)}::jsonb, shipping_method_id = ${draft.shippingMethodId},
      discount_kind = ${draft.discount?.kind ?? null}, discount_value = ${draft.discount?.value ?? null},
      discount_reason = ${draft.discount?.reason ?? ""}, note = ${draft.note}
    where id = ${draft.id}`.execute(tx);
  await sql`delete from orders.draft_lines where draft_id = ${draft.id}`.execute(tx);
  await insertLines(tx, draft);
}

const addressOf = ({ shippingAddress }: DraftContent) => shippingAddress && JSON.stringify(shippingAddress);

async function insertLines(tx: Tx, { id, lines }: DraftContent): Promise<void> {
  await sql`
    insert into orders.draft_lines (draft_id, position, variant_id, quantity)
    select ${id}::uuid, line.position::smallint, line.variant_id, line.quantity
    from unnest(${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])
      with ordinality as line (variant_id, quantity, position)`.execute(tx);
}

/** Gives a locked draft a new link, or none. The one before no longer works. */
export async function updateLink(
  tx: Tx,
  id: string,
  link: { readonly hash: Buffer; readonly days: number } | null,
): Promise<void> {
  await sql`
    update orders.drafts set version = version + 1, updated_at = now(), link_hash = ${link?.hash ?? null},
      link_expires_at = now() + ${link?.days ?? null}::int * interval '1 day',
      sent_at = case when ${link !== null} then now() else sent_at end
    where id = ${id}`.execute(tx);
}

/** Notes the order that was placed from a locked draft. */
export async function updateOrderOf(tx: Tx, id: string, orderId: OrderId): Promise<void> {
  await sql`update orders.drafts set order_id = ${orderId}, updated_at = now() where id = ${id}`.execute(tx);
}

/** Deletes a locked draft. */
export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await sql`delete from orders.drafts where id = ${id}`.execute(tx);
}

export interface ListedDraft {
  readonly id: string;
  readonly number: number;
  readonly state: DraftState;
  readonly email: string;
  readonly customer: string | null;
  readonly units: number;
  readonly createdAt: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly createdUs: number;
  readonly orderNumber: OrderNumber | null;
}

/** Drafts, newest first, of all states or one. */
export async function selectDrafts(
  db: Db,
  filter: {
    readonly state: DraftState | null;
    readonly before: { readonly createdUs: number; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<ListedDraft[]> {
  const { state, before, limit } = filter;
  const { rows } = await sql<ListedDraft>`
    select d.id, d.number, ${STATE} as state, d.email, d.shipping_address ->> 'name' as customer,
      (select coalesce(sum(line.quantity), 0) from orders.draft_lines as line where line.draft_id = d.id)::int as units,
      d.created_at as "createdAt", ${microsecondsOf(sql`d.created_at`)} as "createdUs",
      ${ORDER_NUMBER} as "orderNumber"
    from orders.drafts as d left join orders.orders as o on o.id = d.order_id
    where ${state === null ? sql`true` : sql`${STATE} = ${state}`} and ${
      before ? sql`(d.created_at, d.id) < (${atMicroseconds(before.createdUs)}, ${before.id}::uuid)` : sql`true`
    }
    order by d.created_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Deletes drafts that have become no order and were last changed long ago, at most `limit`. Returns how many. */
export async function deleteOldDrafts(db: Db, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from orders.drafts where id in (
      select id from orders.drafts where order_id is null and updated_at < now() - ${days} * interval '1 day'
      order by updated_at limit ${limit} for update skip locked)`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
